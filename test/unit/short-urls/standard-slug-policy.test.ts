import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isReserved } from '../../../src/modules/short-urls/domain/reserved-slugs.js';
import { StandardSlugPolicy } from '../../../src/modules/short-urls/domain/standard-slug-policy.js';

const policy = new StandardSlugPolicy();
const isAccepted = (text: string): boolean => {
  try {
    policy.accept(text);
    return true;
  } catch {
    return false;
  }
};

describe('slugs that somebody chooses', () => {
  test.each([
    'spring',
    'Spring-Sale_2027',
    'v1.0',
    'a/b/c',
    '-x-',
    '_',
    'été',
    'лето',
    '夏のセール',
    'صيف',
    'हिन्दी',
    '٢٠٢٧',
    '😀',
    '❤️',
    '❤',
    '👨‍👩‍👧',
    '👍🏽',
    '🇩🇪',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '1️⃣',
    'sale-🔥/now',
    'application',
    'docs-2027',
    'x/api',
    'a'.repeat(128),
    '😀'.repeat(128),
  ])('%j is kept as it is', (slug) => {
    expect(policy.accept(slug)).toBe(slug);
  });

  test.each([
    '',
    ' ',
    'a b',
    ' a',
    'a\u00a0b',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/../b',
    'a/./b',
    '.hidden',
    'end.',
    'a/.b',
    'a?b',
    'a#b',
    'a%20b',
    'a&b',
    'a+b',
    'a\\b',
    'a:b',
    '<b>',
    'a"b',
    'a\nb',
    'a\0b',
    'a\u0085b',
    'zero\u200bwidth',
    'joiner\u200dhere',
    'mark\u200e',
    'turn\u202eed',
    'isolate\u2066',
    'soft\u00adhyphen',
    'selector\ufe0f',
    'filler\u3164',
    'tag\u{e0041}',
    'bom\ufeff',
    'half\ud83d',
    'private\ue000',
    'currency€',
    'a'.repeat(129),
  ])('%j is refused', (slug) => {
    expect(() => policy.accept(slug)).toThrow(/^slug /);
  });

  test.each(['api', 'app/login', 'API', 'Docs/x', 'health', '.well-known/x', 'robots.txt', 'favicon.ico', 'status'])(
    '%j is the server’s own',
    (slug) => {
      expect(isReserved(slug)).toBe(true);
      expect(() => policy.accept(slug)).toThrow(/Trimlink itself uses/);
    },
  );

  test('composed and decomposed letters are one slug', () => {
    expect(policy.accept('cafe\u0301')).toBe('caf\u00e9');
  });

  test('what is accepted survives a visit: encoded into an address, decoded once, brought to NFC', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), (text) => {
        if (!isAccepted(text)) return;
        const slug = policy.accept(text);
        const { pathname } = new URL(`https://hbk.example/${slug}`);
        expect(decodeURIComponent(pathname.slice(1)).normalize('NFC')).toBe(slug);
        expect(policy.accept(slug)).toBe(slug);
        expect(slug).not.toMatch(/[\p{Z}\p{Cc}?#%\\]/u);
      }),
      { numRuns: 3000 },
    );
  });

  test('letters, digits and - _ of any script, with . and / between them, are accepted', () => {
    const letter = fc.constantFrom('a', 'Z', '7', 'ß', 'ж', '中', 'ก', 'ن', '٣', 'é', '-', '_', '🔥');
    const word = fc.string({ unit: letter, minLength: 1, maxLength: 10 });
    const dotted = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('.'));
    fc.assert(
      fc.property(fc.array(dotted, { minLength: 1, maxLength: 3 }), (parts) => {
        expect(isAccepted(parts.join('/'))).toBe(true);
      }),
    );
  });

  test('a long run of joined emoji is judged at once', () => {
    const began = performance.now();
    expect(isAccepted(`${'👩‍'.repeat(5000)}!`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('generated slugs', () => {
  const many = Array.from({ length: 5000 }, () => policy.generate());

  test('are 7 characters of base62 that the policy itself accepts', () => {
    many.forEach((slug) => {
      expect(slug).toMatch(/^[0-9A-Za-z]{7}$/);
    });
    expect(many.every(isAccepted)).toBe(true);
  });

  test('do not repeat, and use the whole alphabet in every place', () => {
    expect(new Set(many).size).toBe(many.length);
    for (let place = 0; place < 7; place += 1) expect(new Set(many.map((slug) => slug[place])).size).toBe(62);
  });
});
