import { expect, test } from '@jest/globals';
import { describeInChromium } from '../../support/chromium.js';
import { tabThrough } from '../../support/page-checks.js';
import { previewBrowser } from '../../support/preview-browser.js';
import { previews } from '../../support/ui-preview.js';

describeInChromium(() => {
  const withPage = previewBrowser();

  test.each(previews.map(({ name }) => name))('%s works by keyboard and without script', async (name) => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`/${name}`);
      expect(await page.locator('[data-copy]:visible').count()).toBe(0);
      for (const dialog of await page.locator('dialog').all()) expect(await dialog.isVisible()).toBe(true);
      const startsInside = (await page.locator('[autofocus]').count()) > 0;
      const skips = (await page.locator('.skip-link').count()) > 0;
      const stops = await tabThrough(page);
      const positions = stops.map(({ position }) => position);
      expect(stops.filter(({ hasOutline }) => !hasOutline)).toEqual([]);
      if (!startsInside) {
        expect(positions).toEqual(positions.toSorted((a, b) => a - b));
        if (skips) expect(stops[0]?.html).toContain('skip-link');
      }
    });
  });
});
