import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { ClientAddresses } from '../../../src/common/http/client-addresses.js';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { clickOf, Sighting } from '../../../src/modules/redirects/domain/sighting.js';
import { visitHeadersOf } from '../../../src/modules/redirects/presentation/visit-headers.js';
import { VisitReader } from '../../../src/modules/redirects/presentation/visit-reader.js';
import { GeoReader, NOWHERE, Visitors } from '../../../src/modules/short-urls/index.js';
import { ParsingUserAgentReader } from '../../../src/modules/short-urls/infrastructure/parsing-user-agent-reader.js';

class Nowhere extends GeoReader {
  override locate = () => NOWHERE;
}

const ALL = { referer: 'https://example.com/x', 'user-agent': 'Firefox', 'accept-language': 'de' };

function sightingOf(headers: Record<string, string>, environment: Record<string, string> = {}): Sighting {
  const configuration = { settings: readEnvironment(environment) } as Configuration;
  const visitors = new Visitors(new Nowhere(), new ParsingUserAgentReader());
  const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url: '/spring?utm_source=x' });
  request.rawHeaders.push('Host', 'go.example.org', ...Object.entries(headers).flat());
  const reader = new VisitReader(visitors, new ClientAddresses(configuration), configuration);
  return reader.sightingOf(request, visitHeadersOf(request), 5);
}

describe('a visit', () => {
  test.each<Record<string, string>>([{ dnt: '1' }, { 'sec-gpc': '1' }])(
    'with %j is recorded without details, where that is heeded',
    (asks) => {
      const sighting = sightingOf({ ...ALL, ...asks }, { RESPECT_DNT: 'true' });
      // For the rules of the link.
      expect(sighting).toMatchObject({ wantsPrivacy: true, language: 'de', query: 'utm_source=x' });
      expect(clickOf(sighting, 'one', true)).toEqual({
        ...{ shortUrlId: 'one', at: 5, skipsMaxClicks: true, isHead: false, isPrefetch: false, isScan: false },
        ...{ wantsPrivacy: true, ip: '', userAgent: 'Firefox', referrer: '', language: '', query: '' },
      });
    },
  );

  test.each<[Record<string, string>, Record<string, string>]>([
    [{ dnt: '1' }, {}],
    [{ dnt: '0', 'sec-gpc': '0' }, { RESPECT_DNT: 'true' }],
    [{}, { RESPECT_DNT: 'true' }],
  ])('with %j is recorded as it is under %j', (asks, environment) => {
    const sighting = sightingOf({ ...ALL, ...asks }, environment);
    expect(clickOf(sighting, 'one', false)).toMatchObject({
      wantsPrivacy: false,
      language: 'de',
      query: 'utm_source=x',
    });
  });

  test.each([
    ['https://go.example.org/spring', ''],
    ['http://go.example.org', ''],
    ['https://go.example.org?x', ''],
    ['https://go.example.org.evil.example/', 'https://go.example.org.evil.example/'],
    ['https://example.com/?u=https://go.example.org/', 'https://example.com/?u=https://go.example.org/'],
    ['go.example.org/', 'go.example.org/'],
    ['', ''],
  ])('from %j has the referrer %j, as its own host says nothing', (referer, referrer) => {
    expect(sightingOf({ ...ALL, referer }).referrer).toBe(referrer);
  });
});

test('RESPECT_DNT is either true or false', () => {
  expect(() => readEnvironment({ RESPECT_DNT: 'yes' })).toThrow('RESPECT_DNT must be one of false, true');
});
