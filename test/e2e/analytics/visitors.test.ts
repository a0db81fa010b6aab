import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LinkItem, Links, startLinks } from '../../support/links.js';

const ANALYTICS = '/api/1.0/analytics';
const MOUNTAIN_VIEW = '8.8.8.8';

let links: Links;
let link: LinkItem;

beforeAll(async () => {
  links = await startLinks({ TRUST_PROXY: '1', RESPECT_DNT: 'true' });
  link = await links.create({ slug: 'spring' });
});
afterAll(() => links.app.close());

/** What is kept of a visit of somebody from there. */
async function kept(headers: Record<string, string>, query = ''): Promise<Record<string, unknown>> {
  links.app.clock.advance(60);
  await links.visit(`/spring${query}`, { 'X-Forwarded-For': MOUNTAIN_VIEW, ...headers }).expect(302);
  await links.app.clicksCounted();
  const { text } = await links.call('get', `${ANALYTICS}/export.ndjson`).buffer(true).expect(200);
  return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

const DETAILS = {
  ...{ country: 'US', region: 'California', city: 'Mountain View', continent: 'NA' },
  ...{ device: 'desktop', os: 'Linux', browser: 'Firefox', language: 'pt' },
  ...{ referrer: 'google.com', channel: 'search', utm_source: 'letter', utm_medium: null, utm_campaign: 'May sale' },
};
const SENT = { 'Accept-Language': 'pt-BR, en;q=0.5', Referer: 'https://www.google.com/search?q=secret' };
const QUERY = '?utm_source=letter&utm_campaign=May+sale&qr=1';

test('of a visit is kept what its headers mean, and nothing that tells who it was', async () => {
  const visit = await kept(SENT, QUERY);
  expect(visit).toMatchObject({
    ...DETAILS,
    short_url_id: link.id,
    unique: true,
    bot: false,
    bot_kind: null,
    qr: true,
  });
  expect(JSON.stringify(visit)).not.toMatch(/8\.8\.8\.8|secret/);
  const tables = await links.app.database.query<{ row: string }>(
    'SELECT c::text AS row FROM clicks c UNION ALL SELECT r::text FROM click_rollups r UNION ALL SELECT v::text FROM click_visitors v',
  );
  expect(tables.map(({ row }) => row).join()).not.toMatch(/8\.8\.8\.8|secret|rv:128/);
});

test.each(['DNT', 'Sec-GPC'])(
  'a visit that says %s counts; its bot and scan are kept, and no other detail',
  async (header) => {
    const visit = await kept({ ...SENT, [header]: '1' }, QUERY);
    const nothing = Object.fromEntries(Object.keys(DETAILS).map((name) => [name, null]));
    expect(visit).toMatchObject({ ...nothing, short_url_id: link.id, unique: false, bot: false, qr: true });
  },
);

test.each<[string, Record<string, string>, string]>([
  ['a crawler', { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }, 'search'],
  ['a prefetch', { 'Sec-Purpose': 'prefetch;prerender' }, 'prefetch'],
  ['a program without a name', { 'User-Agent': '' }, 'other'],
])('%s is told from people', async (_who, headers, kind) => {
  expect(await kept(headers)).toMatchObject({ bot: true, bot_kind: kind, unique: false });
});
