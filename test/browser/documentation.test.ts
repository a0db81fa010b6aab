import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { generateToken, registerOwner, startApp, TestApp } from '../support/app.js';
import { describeInChromium, launchChromium } from '../support/chromium.js';
import { collectComplaints, expectNoAxeViolations, expectNoSidewaysScroll } from '../support/page-checks.js';

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

  const open = async (page: Page): Promise<void> => {
    const { port } = trimlink.server.address() as AddressInfo;
    await page.goto(`http://localhost:${port}/api/documentation`);
    await page.locator('.opblock').first().waitFor();
  };

  test('the API reference works under its policy: it shows every group and sends a request with a token', async () => {
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

  test('axe', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({colorScheme});
    const complaints = collectComplaints(page);
    await open(page);
    await page.locator('.opblock-summary-control').first().click();
    await page.screenshot({ path: `/tmp/trim/docs-${colorScheme}.png` });
    await expectNoAxeViolations(page).catch((e: unknown) => { console.log(String(e).slice(0, 20000)); });
    console.log(complaints, await page.locator('h1,h2,h3,h4').evaluateAll((a) => a.map((h) => h.outerHTML.slice(0, 100)).slice(0, 8)));
    }
  });

  test('the API reference fits a phone', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await open(page);
    await expectNoSidewaysScroll(page);
  });

  test('the API reference says without script where the document is', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    const { port } = trimlink.server.address() as AddressInfo;
    await page.goto(`http://localhost:${port}/api/documentation`);
    expect(await page.locator('body').innerText()).toContain('The OpenAPI document');
  });
});
