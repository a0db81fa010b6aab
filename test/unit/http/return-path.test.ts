import { expect, test } from '@jest/globals';
import { returnPath } from '../../../src/modules/auth/presentation/return-path.js';

test.each(['/app', '/app?x=1', '/app/authorize?client_id=1&redirect_uri=https%3A%2F%2Fa.example%2Fcb'])(
  'goes back to %s',
  (path) => {
    expect(returnPath(path)).toBe(path);
  },
);

test.each([
  undefined,
  ['/app'],
  '',
  'https://evil.example/app',
  '//evil.example/app',
  '/\\evil.example',
  '/app\\..\\..\\evil',
  '/application',
  '/app/../../api',
  '/app\t//evil.example',
  '/app/\n',
  'javascript:alert(1)',
])('does not go to %j', (sent) => {
  expect(returnPath(sent)).toBeUndefined();
});
