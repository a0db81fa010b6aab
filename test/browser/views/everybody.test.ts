import { expect, test } from '@jest/globals';
import { describeInChromium } from '../../support/chromium.js';
import {
  collectComplaints,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectProtectedForms,
  expectSoundHeadings,
  tooSmallForFingers,
} from '../../support/page-checks.js';
import { DESKTOP, PHONE, previewBrowser } from '../../support/preview-browser.js';
import { previews } from '../../support/ui-preview.js';

const NARROWEST = { width: 320, height: 640 };

describeInChromium(() => {
  const withPage = previewBrowser();

  test.each(previews.map(({ name, isForAnybody = false }) => ({ name, isForAnybody })))(
    '$name holds for everybody, light and dark, wide and narrow',
    async ({ name, isForAnybody }) => {
      await withPage({}, async (page) => {
        const complaints = collectComplaints(page);
        await page.goto(`/${name}`);
        await expectSoundHeadings(page);
        if (!isForAnybody) await expectProtectedForms(page);
        expect(await page.title()).not.toBe('');
        expect(await page.locator('script').count()).toBe(1);
        for (const viewport of [DESKTOP, PHONE]) {
          await page.setViewportSize(viewport);
          await expectNoSidewaysScroll(page);
          await expectNoAxeViolations(page);
        }
        // Of all that axe looks at, the theme changes colours alone, and those are the same on every width.
        await page.emulateMedia({ colorScheme: 'dark' });
        await expectNoAxeViolations(page, 'color-contrast');
        expect(await tooSmallForFingers(page)).toEqual([]);
        await page.setViewportSize(NARROWEST);
        await expectNoSidewaysScroll(page);
        await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
        for (const viewport of [DESKTOP, PHONE]) {
          await page.setViewportSize(viewport);
          await expectNoSidewaysScroll(page);
        }
        expect(complaints).toEqual([]);
      });
    },
  );
});
