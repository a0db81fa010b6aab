import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { utmOf } from '../../../src/modules/clicks/domain/utm.js';

const sourceOf = (value: string): string | null => utmOf(`utm_source=${value}`).utmSource;

describe('UTM parameters', () => {
  test('are taken from the query of the visit', () => {
    expect(utmOf('a=1&utm_source=news&utm_medium=email&qr=1&utm_campaign=spring')).toEqual({
      utmSource: 'news',
      utmMedium: 'email',
      utmCampaign: 'spring',
    });
    expect(utmOf('?utm_source=x')).toEqual({ utmSource: null, utmMedium: null, utmCampaign: null });
    expect(utmOf('')).toEqual({ utmSource: null, utmMedium: null, utmCampaign: null });
  });

  test.each([
    ['a+b%20c', 'a b c'],
    ['+%09a%20', 'a'],
    ['', null],
    ['%20+', null],
    ['%00a%1B%7F', 'a'],
    ['a%E2%80%8Bb%E2%80%AEc%EF%BB%BF', 'abc'],
    ['%E2%80%8B', null],
    ['M%C3%BCnchen', 'München'],
    ['Mu%CC%88nchen', 'München'],
    ['M\u00c3\u00bcnchen', 'München'],
    ['%E9t%E9', '\ufffdt\ufffd'],
    ['\u00e9', '\ufffd'],
    ['100%', '100%'],
    ['%zz', '%zz'],
    ['%ED%A0%80', '\ufffd\ufffd\ufffd'],
    ['%F0%9F%8C%B7', '🌷'],
  ])('of %j are read as %j', (value, text) => {
    expect(sourceOf(value)).toBe(text);
  });

  test('are cut at 100 characters, none of them in half, and at no space', () => {
    expect(sourceOf('x'.repeat(101))).toBe('x'.repeat(100));
    expect(sourceOf('%F0%9F%8C%B7'.repeat(101))).toBe('🌷'.repeat(100));
    expect(sourceOf(`${'x'.repeat(99)}+y`)).toBe('x'.repeat(99));
  });

  test('count by the first of their kind, written as it is', () => {
    expect(utmOf('utm_source=a&utm_source=b&UTM_MEDIUM=c')).toMatchObject({ utmSource: 'a', utmMedium: null });
  });

  test('can be kept as text, whatever was sent', () => {
    const query = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)) });
    fc.assert(
      fc.property(query, (value) => {
        const text = sourceOf(value);
        expect(text).not.toBe('');
        expect(text?.isWellFormed() ?? true).toBe(true);
        expect(text ?? '').not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
