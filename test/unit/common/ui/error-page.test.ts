import { expect, test } from '@jest/globals';
import { ErrorPage } from '../../../../src/common/ui/error.page.js';
import { renderPage } from '../../../../src/common/ui/render-page.js';

const page = (status: number, message: string): string =>
  renderPage(
    ErrorPage({ assets: { css: [], script: '', icon: '' }, status, message, requestId: '1', host: 'links.example' }),
  );

test.each([
  [404, 'Not found.'],
  [405, 'This address does not know that method.'],
  [429, 'Too Many Attempts.'],
  [500, 'Server Error'],
])('a page of status %d says it once, in its own words', (status, message) => {
  expect(page(status, message)).not.toContain(message);
});

test.each([
  [400, 'page must be a number'],
  [403, 'Your form is older than your sign-in.'],
  [409, 'This is the last owner.'],
])('a page of status %d says what exactly is wrong', (status, message) => {
  expect(page(status, message)).toContain(message);
});
