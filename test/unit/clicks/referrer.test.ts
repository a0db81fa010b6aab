import { expect, test } from '@jest/globals';
import { referrerOf } from '../../../src/modules/clicks/domain/referrer.js';

test.each([
  ['https://www.Example.com/a/b?c=d#e', 'example.com'],
  ['http://user:secret@example.com:8080/', 'example.com'],
  ['https://www.example.com./', 'example.com'],
  ['https://wwwx.example.com', 'wwwx.example.com'],
  ['https://m\u00fcnchen.example/', 'xn--mnchen-3ya.example'],
  ['android-app://com.google.android.gm/', 'com.google.android.gm'],
  ['https://[2001:db8::1]/x', '[2001:db8::1]'],
])('of %s the host is kept', (header, host) => {
  expect(referrerOf(header)).toBe(host);
});

test.each([
  '',
  'example.com',
  '/path',
  'about:blank',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'https://',
  'https://a b/',
  `https://${'x.'.repeat(200)}com/`,
])('%j names no host', (header) => {
  expect(referrerOf(header)).toBeNull();
});
