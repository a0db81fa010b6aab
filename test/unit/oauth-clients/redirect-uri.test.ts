import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RedirectUri } from '../../../src/modules/oauth-clients/domain/redirect-uri.js';

const faultOf = (text: string, confidential = true): string | undefined => RedirectUri.faultOf(text, { confidential });

describe('what can be registered', () => {
  test.each([
    'https://app.example.com/callback',
    'https://app.example.com',
    'https://app.example.com?tenant=1',
    'https://app.example.com:8443/cb?tenant=1&x=%2F',
    'https://app.example.com//cb',
    'https://xn--bcher-kva.example/cb',
    'https://app.example.com/cb?next=https://x.example',
    'http://localhost/cb',
    'http://localhost:3000',
    'http://127.0.0.1/cb',
    'http://[::1]:8080/cb',
    `https://app.example.com/${'a'.repeat(1976)}`,
  ])('%s', (text) => {
    expect(faultOf(text)).toBeUndefined();
  });

  test.each([
    ['http', 'http://app.example.com/cb', 'Use https'],
    ['http on a host that looks like loopback', 'http://localhost.evil.example/cb', 'Use https'],
    ['another loopback address', 'http://127.0.0.2/cb', 'Use https'],
    ['a fragment', 'https://app.example.com/cb#x', 'fragment'],
    ['an empty fragment', 'https://app.example.com/cb#', 'fragment'],
    ['a user name', 'https://user@app.example.com/cb', 'user name'],
    ['a password', 'https://user:secret@app.example.com/cb', 'user name'],
    ['a host behind @', 'https://app.example.com@evil.example/cb', 'user name'],
    ['a wildcard', 'https://*.example.com/cb', '*'],
    ['a relative address', '/callback', 'whole address'],
    ['no scheme', 'app.example.com/cb', 'whole address'],
    ['an outer space', ' https://app.example.com/cb', 'whole address'],
    ['a trailing space', 'https://app.example.com/cb ', 'whole address'],
    ['a tab', 'https://app.example.com/c\tb', 'whole address'],
    ['a newline', 'https://app.example.com/cb\n', 'whole address'],
    ['a null byte', 'https://app.example.com/\0', 'whole address'],
    ['a backslash', 'https:\\\\app.example.com/cb', 'whole address'],
    ['letters outside ASCII', 'https://bücher.example/cb', 'whole address'],
    ['a broken percent-encoding', 'https://app.example.com/%zz', 'whole address'],
    ['half of a percent-encoding', 'https://app.example.com/%4z', 'whole address'],
    ['half of one at the end', 'https://app.example.com/%4', 'whole address'],
    ['a missing slash', 'https:/app.example.com/cb', 'https://app.example.com/cb'],
    ['no slashes', 'https:app.example.com/cb', 'https://app.example.com/cb'],
    ['an extra slash', 'https:///app.example.com/cb', 'https://app.example.com/cb'],
    ['dot segments', 'https://app.example.com/x/../cb', 'https://app.example.com/cb'],
    ['encoded dot segments', 'https://app.example.com/x/%2e%2e/cb', 'https://app.example.com/cb'],
    ['upper case in the host', 'https://APP.example.com/cb', 'https://app.example.com/cb'],
    ['a default port', 'https://app.example.com:443/cb', 'https://app.example.com/cb'],
    ['a short IPv4 address', 'http://127.1/cb', 'http://127.0.0.1/cb'],
    ['a hexadecimal IPv4 address', 'https://0x7f.1/cb', 'https://127.0.0.1/cb'],
    ['more than 2000 characters', `https://app.example.com/${'a'.repeat(2000)}`, '2000'],
    ['javascript', 'javascript:alert(1)', 'scheme with a dot'],
    ['data', 'data:text/html,x', 'scheme with a dot'],
    ['a scheme without a dot', 'myapp:/cb', 'scheme with a dot'],
    ['a scheme without a dot and a dot behind it', 'myapp:/com.example.app:/cb', 'scheme with a dot'],
    ['a private-use scheme without a slash', 'com.example.app:cb', 'scheme with a dot'],
  ])('not with %s', (_, text, words) => {
    expect(faultOf(text)).toContain(words);
    expect(faultOf(text, false)).toContain(words);
  });

  test.each([
    [`https://app.example.com/${'a'.repeat(1977)}`, 'Use 2000 characters or fewer.'],
    ['/callback', 'Write a whole address in ASCII, such as https://app.example.com/callback.'],
    ['https://app.example.com/#x', 'Leave out the fragment: # and what follows it.'],
    ['https://:secret@app.example.com/', 'Leave out the user name and password before @.'],
    ['https://*.example.com/', 'Name one host: * is no pattern here.'],
    ['https:app.example.com/cb', 'Write it as a browser does: https://app.example.com/cb'],
    ['http://app.example.com/', 'Use https here. Plain http works only for localhost, 127.0.0.1 and [::1].'],
    ['app:/cb', 'Use https, or for a native program a scheme with a dot: com.example.app:/callback.'],
    ['com.example.app:/cb', 'A scheme of one’s own is for public applications. Use https.'],
  ])('%s: %s', (text, words) => {
    expect(faultOf(text)).toBe(words);
  });

  test('a private-use scheme is for public applications', () => {
    expect(faultOf('com.example.app:/cb', false)).toBeUndefined();
    expect(faultOf('com.example.app://auth/cb', false)).toBeUndefined();
    expect(faultOf('com.example.app:/cb')).toContain('public');
  });
});

describe('OA-01 what an authorization request may name', () => {
  const registered = RedirectUri.of('https://app.example.com/x/cb');

  test('the very string', () => {
    expect(registered.matches('https://app.example.com/x/cb')).toBe(true);
  });

  test.each([
    'https://user@app.example.com/x/cb',
    'https://app.example.com@evil.example/x/cb',
    'https://app.example.com:8443/x/cb',
    'https://app.example.com:443/x/cb',
    'https://app.example.com/x/cb/',
    'https://app.example.com/X/cb',
    'HTTPS://app.example.com/x/cb',
    'https://APP.example.com/x/cb',
    'https://app.example.com/y/%2e%2e/x/cb',
    'https://app.example.com/y/../x/cb',
    'https://app.example.com/x/%63b',
    'https://app.example.com/x%252fcb',
    'https://app.example.com/x%2fcb',
    'https://app.example.com\\x\\cb',
    'https://app.example.com/x/\tcb',
    'https://app.example.com/x/cb#',
    'https://app.example.com/x/cb#x',
    'https://app.example.com/x/cb?',
    'https://app.example.com/x/cb?a=1',
    'http://app.example.com/x/cb',
    'https://аpp.example.com/x/cb',
    'https://app.example.com./x/cb',
    ' https://app.example.com/x/cb',
    'https://app.example.com/x/cb\n',
    '',
  ])('not %j', (requested) => {
    expect(registered.matches(requested)).toBe(false);
  });

  test('nothing but the very string, whatever is tried', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (other) => {
        expect(registered.matches(other)).toBe(other === registered.value);
      }),
    );
  });
});

describe('the port of a loopback IP may differ (RFC 8252 §7.3)', () => {
  test.each([
    ['http://127.0.0.1/cb', 'http://127.0.0.1:49152/cb'],
    ['http://127.0.0.1:80/cb', 'http://127.0.0.1/cb'],
    ['http://127.0.0.1:3000/cb?a=1', 'http://127.0.0.1:65535/cb?a=1'],
    ['http://[::1]/cb', 'http://[::1]:1/cb'],
    ['http://127.0.0.1', 'http://127.0.0.1:8080'],
  ])('%s: %s', (registered, requested) => {
    expect(RedirectUri.of(registered).matches(requested)).toBe(true);
  });

  test.each([
    ['http://localhost:3000/cb', 'http://localhost:3001/cb'],
    ['http://127.0.0.1/cb', 'http://[::1]/cb'],
    ['http://127.0.0.1/cb', 'http://localhost/cb'],
    ['http://127.0.0.1/cb', 'https://127.0.0.1:1/cb'],
    ['https://127.0.0.1/cb', 'https://127.0.0.1:1/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:1/cb/'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:1/cb?a=1'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:1@evil.example/cb'],
    ['http://127.0.0.1', 'http://127.0.0.1:1@evil.example'],
    ['http://127.0.0.1', 'http://127.0.0.1.evil.example'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:65536/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:0/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:01/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:/cb'],
    ['http://127.0.0.1/cb', 'https://evil.example/?http://127.0.0.1/cb'],
    ['https://app.example.com/?http://127.0.0.1/cb', 'http://127.0.0.1/cb'],
  ])('but %s is not %s', (registered, requested) => {
    expect(RedirectUri.of(registered).matches(requested)).toBe(false);
  });
});

test('loopback and private-use addresses are known as what any program on a device can take', () => {
  const isDevice = (text: string): [boolean, boolean] => [
    RedirectUri.of(text).isLoopback,
    RedirectUri.of(text).isPrivateUse,
  ];
  expect(isDevice('http://localhost:1/cb')).toEqual([true, false]);
  expect(isDevice('https://[::1]/cb')).toEqual([true, false]);
  expect(isDevice('com.example.app:/cb')).toEqual([false, true]);
  expect(isDevice('https://app.example.com/cb')).toEqual([false, false]);
  expect(isDevice('https://app.example.com/com.example.app:/cb')).toEqual([false, false]);
});
