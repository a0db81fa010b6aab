import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';

export const renderPage = (page: VNode): string => `<!doctype html>${renderToStaticMarkup(page)}`;
