import type { AddressInfo } from 'node:net';
import { test } from '@jest/globals';
import axe from 'axe-core';
import { startApp } from '../support/app.js';
import { launchChromium } from '../support/chromium.js';
import { collectComplaints } from '../support/page-checks.js';
test('axe', async () => {
  const trimlink = await startApp();
  const browser = await launchChromium();
  const { port } = trimlink.server.address() as AddressInfo;
  try { for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme });
    const complaints = collectComplaints(page);
    await page.goto(`http://localhost:${port}/api/documentation`);
    await page.locator('.opblock').first().waitFor({ timeout: 20000 });
    await page.locator('.opblock-summary-control').nth(4).click();
    await page.locator('.opblock-body').first().waitFor({ timeout: 20000 });
    await page.screenshot({ path: `/tmp/trim/docs-${colorScheme}.png`, fullPage: false });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<any>(`axe.run(document)`);
    const seen = new Set(violations.flatMap((v: any) => v.nodes.map((n: any) => v.id + ' | ' + n.html.slice(0, 110) + ' | ' + (n.any[0]?.data?.fgColor ?? '') + ' on ' + (n.any[0]?.data?.bgColor ?? '') + ' ' + (n.any[0]?.data?.contrastRatio ?? ''))));
    process.stdout.write([colorScheme, ...seen, ...complaints].join('\n') + '\n');
  }
  } finally { await browser.close(); await trimlink.close(); }
}, 120_000);
