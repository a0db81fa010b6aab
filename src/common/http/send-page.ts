import type { Response } from 'express';
import type { VNode } from 'preact';
import { renderPage } from '../ui/render-page.js';

/**
 * `leavesSite`: the form on the page leads to a redirect that may leave this site; Chromium applies `form-action` to
 * every hop after a form post, so such pages go without it.
 */
export function sendPage(response: Response, page: VNode, options: { leavesSite?: boolean } = {}): void {
  if (options.leavesSite) {
    const policy = String(response.getHeader('Content-Security-Policy') ?? '');
    response.setHeader('Content-Security-Policy', policy.replace(/;?\s*form-action [^;]*/, ''));
  }
  response.setHeader('Cache-Control', 'no-store');
  response.type('html').send(renderPage(page));
}
