import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathOfTarget, slugOfPath } from '../../../src/modules/redirects/domain/visit-path.js';

describe('the path of a visit', () => {
  test.each([
    ['/spring', '/spring'],
    ['/spring?utm=1#x', '/spring'],
    ['/spring#x?y', '/spring'],
    ['http://hbk.example/spring?x', '/spring'],
    ['HTTPS://hbk.example', '/'],
    ['?x', '/'],
    ['//evil.example/x', '//evil.example/x'],
  ])('%j → %j', (target, path) => {
    expect(pathOfTarget(target)).toBe(path);
  });

  test.each([
    ['/spring', 'spring'],
    ['/spring/', 'spring'],
    ['/a/b', 'a/b'],
    ['/a%2Fb', 'a/b'],
    ['/caf%C3%A9', 'café'],
    ['/cafe%CC%81', 'café'],
    ['/%F0%9F%98%80', '😀'],
    ['/a%252Fb', 'a%2Fb'],
    ['/', ''],
    ['//spring', '/spring'],
    ['/spring//', 'spring/'],
    ['/%2e%2e/x', '../x'],
  ])('%j names %j', (path, slug) => {
    expect(slugOfPath(path)).toBe(slug);
  });

  test.each(['/%', '/%zz', '/%C3', '/%ED%A0%80', '/%00', '/a%00b'])('%j names nothing', (path) => {
    expect(slugOfPath(path)).toBeUndefined();
  });

  test('no path makes it fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        expect(() => slugOfPath(pathOfTarget(`/${text}`))).not.toThrow();
      }),
    );
  });
});
