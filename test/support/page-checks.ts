import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** The minified one: it has to go to each page anew. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a page complains about on its console; reports of its content security policy are among it. */
export function collectComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/** All of axe's rules, or those that are named. */
export async function expectNoAxeViolations(page: Page, ...rules: readonly string[]): Promise<void> {
  // Evaluated, not added as a tag: the page's policy allows no foreign script.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const options = { resultTypes: ['violations'], ...(rules.length > 0 && { runOnly: rules }) };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content).toBeLessThanOrEqual(window);
}

/** One h1, and no level left out on the way down. */
export async function expectSoundHeadings(page: Page): Promise<void> {
  const levels = await page
    .locator('h1, h2, h3, h4')
    .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  const skipped = levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1);
  expect(skipped).toEqual([]);
}

/** Every form posts, and carries the token against cross-site requests. */
export async function expectProtectedForms(page: Page): Promise<void> {
  const forms = await page
    .locator('form')
    .evaluateAll((all) =>
      all.map((form) => [form.getAttribute('method'), form.querySelector('[name=_csrf]') !== null]),
    );
  expect(forms.filter(([method, hasToken]) => method !== 'post' || !hasToken)).toEqual([]);
}

/** Buttons, fields and menu entries that a finger can't hit well. */
export function tooSmallForFingers(page: Page): Promise<string[]> {
  return page
    .locator('.button:visible, .input:visible, .menu-entry:visible, .check:visible, .choice:visible')
    .evaluateAll((all) =>
      all.filter((element) => element.getBoundingClientRect().height < 44).map((element) => element.outerHTML),
    );
}

export interface Stop {
  readonly html: string;
  /** Its place among all elements of the document. */
  readonly position: number;
  readonly hasOutline: boolean;
}

/** Where the Tab key leads, from the top of the page to the end. */
export async function tabThrough(page: Page): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      return {
        html: element.outerHTML.slice(0, 120),
        position: [...document.querySelectorAll('*')].indexOf(element),
        hasOutline: getComputedStyle(element).outlineStyle !== 'none',
      };
    });
    if (!stop || stops.some(({ position }) => position === stop.position)) return stops;
    stops.push(stop);
  }
}
