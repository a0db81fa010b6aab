import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './chromium.js';
import { startPreviewServer } from './ui-preview.js';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export type WithPage = (options: BrowserContextOptions, use: (page: Page) => Promise<void>) => Promise<void>;

/** A browser and the server of the pages' previews, for the tests of the file that calls it. */
export function previewBrowser(): WithPage {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    [browser, server] = await Promise.all([launchChromium(), startPreviewServer()]);
  });

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  return async (options, use) => {
    const context = await browser.newContext({
      viewport: DESKTOP,
      baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      reducedMotion: 'reduce',
      ...options,
    });
    try {
      await use(await context.newPage());
    } finally {
      await context.close();
    }
  };
}
