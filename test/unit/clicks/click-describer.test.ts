import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClickDescriber } from '../../../src/modules/clicks/application/click-describer.js';
import { Click } from '../../../src/modules/clicks/index.js';
import { GeoReader, NOWHERE } from '../../../src/modules/short-urls/index.js';
import { ParsingUserAgentReader } from '../../../src/modules/short-urls/infrastructure/parsing-user-agent-reader.js';
import { clicks } from './clicks.js';

const MUNICH = { country: 'DE', region: 'Bavaria', city: 'Munich', continent: 'EU' };
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

class OneHouse extends GeoReader {
  override locate = (address: string) => (address === '192.0.2.7' ? MUNICH : NOWHERE);
}

const describer = new ClickDescriber(new ParsingUserAgentReader(), new OneHouse());
const CLICK: Click = {
  ...{ shortUrlId: 'one', at: 1_700_000_000_000, skipsMaxClicks: true, isHead: false, isPrefetch: false, isScan: true },
  ...{ wantsPrivacy: false, ip: '192.0.2.7', userAgent: CHROME, referrer: 'https://www.google.de/search?q=private' },
  ...{ language: 'en;q=0.5, pt-BR', query: 'utm_campaign=Spring+Sale&email=somebody@example.com' },
};

describe('a click', () => {
  test('is described by what its headers mean, and holds nothing else of them', () => {
    expect(describer.describe(CLICK, '7')).toEqual({
      ...{ shortUrlId: 'one', at: 1_700_000_000_000, skipsMaxClicks: true, isScan: true, botKind: null },
      ...MUNICH,
      ...{ device: 'desktop', os: 'Windows', browser: 'Chrome', language: 'pt', referrer: 'google.de' },
      ...{ channel: 'search', utmSource: null, utmMedium: null, utmCampaign: 'Spring Sale', visitor: '7' },
    });
  });

  test('that told nothing is a bot’s, and direct', () => {
    const silent = { ...CLICK, ip: '', userAgent: '', referrer: '', language: '', query: '' };
    expect(describer.describe(silent, null)).toEqual({
      ...{ shortUrlId: 'one', at: 1_700_000_000_000, skipsMaxClicks: true, isScan: true, botKind: 'other' },
      ...NOWHERE,
      ...{ device: 'bot', os: null, browser: null, language: null, referrer: null },
      ...{ channel: 'direct', utmSource: null, utmMedium: null, utmCampaign: null, visitor: null },
    });
  });

  test.each<[string, Partial<Click>, string | null]>([
    ['a person', {}, null],
    ['HEAD', { isHead: true }, 'other'],
    ['a crawler', { userAgent: GOOGLEBOT }, 'search'],
    ['a crawler with HEAD', { userAgent: GOOGLEBOT, isHead: true }, 'search'],
    ['a prefetch', { isPrefetch: true }, 'prefetch'],
    ['a prefetch with HEAD', { isPrefetch: true, isHead: true }, 'prefetch'],
    ['no agent', { userAgent: '' }, 'other'],
  ])('of %s has its kind of bot', (_who, facts, botKind) => {
    const { device, ...described } = describer.describe({ ...CLICK, ...facts }, '7');
    expect(described.botKind).toBe(botKind);
    expect(device === 'bot').toBe(botKind !== null);
  });

  test.each<[string, Partial<Click>, string | null]>([
    ['a person', {}, null],
    ['a crawler', { userAgent: GOOGLEBOT }, 'search'],
    ['a prefetch', { isPrefetch: true }, 'prefetch'],
  ])('of %s who wants privacy has no details but the kind of bot', (_who, facts, botKind) => {
    expect(describer.describe({ ...CLICK, ...facts, wantsPrivacy: true }, '7')).toEqual({
      ...{ shortUrlId: 'one', at: 1_700_000_000_000, skipsMaxClicks: true, isScan: true, botKind },
      ...NOWHERE,
      ...{ device: null, os: null, browser: null, language: null, referrer: null },
      ...{ channel: null, utmSource: null, utmMedium: null, utmCampaign: null, visitor: null },
    });
  });

  test('is described, whatever was sent', () => {
    fc.assert(
      fc.property(clicks, (click) => {
        expect(describer.describe(click, null)).toMatchObject({ shortUrlId: click.shortUrlId, at: click.at });
      }),
    );
  });
});
