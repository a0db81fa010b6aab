import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { generateToken, registerOwner, startApp, TestApp } from '../support/app.js';
import { describeInChromium, launchChromium } from '../support/chromium.js';
import {
  collectComplaints,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectSoundHeadings,
} from '../support/page-checks.js';

// The reference is one long page, which a check for everybody reads whole.
jest.setTimeout(180_000);

describeInChromium(() => {
  let trimlink: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    trimlink = await startApp();
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser.close();
    await trimlink.close();
  });

  const address = (): string => {
    const { port } = trimlink.server.address() as AddressInfo;
    return `http://localhost:${port}/api/documentation`;
  };

  const open = async (page: Page): Promise<void> => {
    await page.goto(address());
    await page.locator('.opblock').first().waitFor();
  };

  test('the API reference works under its policy: it sends a request with a token', async () => {
    const page = await browser.newPage();
    const complaints = collectComplaints(page);
    await open(page);

    const token = await generateToken(await registerOwner(trimlink.server));
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await page.getByLabel('auth-bearer-value').fill(token);
    await page.getByRole('button', { name: 'Apply credentials' }).first().click();
    await page.getByRole('button', { name: 'Close' }).first().click();
    const operation = page.locator('#operations-Users-users_list_all');
    await operation.locator('.opblock-summary-control').click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    await operation.locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('the API reference is for everybody: %s', async (colorScheme) => {
    const page = await browser.newPage({ colorScheme });
    await open(page);
    await page.locator('#operations-Members-members_update .opblock-summary-control').click();
    await page.locator('.opblock-body textarea').waitFor();
    await expectNoAxeViolations(page);
    await expectSoundHeadings(page);
  });

  test('the API reference fits a phone', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await open(page);
    await expectNoSidewaysScroll(page);
  });

  test('the API reference says without script where the document is', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(address());
    expect(await page.locator('#api').innerText()).toContain('The OpenAPI document');
  });
});
