import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { addMember, generateToken } from '../../support/app.js';
import { FIREFOX, IPHONE, LinkItem, Links, startLinks } from '../../support/links.js';

const ANALYTICS = '/api/1.0/analytics';
const [ONE, OTHER] = ['0192d5ad-0000-7000-8000-000000000001', '0192d5ad-0000-7000-8000-000000000002'];
const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

let links: Links;
let spring: LinkItem;
let summer: LinkItem;
let elsewhere: LinkItem;

type Query = Record<string, string>;

type Answer = Record<string, unknown> & Record<string, unknown>[];

const ask = async (path: string, query: Query = {}, bearer = links.token): Promise<Answer> =>
  (await links.call('get', `${ANALYTICS}/${path}`, bearer).query(query).expect(200)).body.data as Answer;
const refused = (path: string, query: Query, bearer = links.token) =>
  links.call('get', `${ANALYTICS}/${path}`, bearer).query(query);

const counts = (clicks: number, human_clicks: number, unique_clicks: number, qr_scans = 0) => ({
  ...{ clicks, human_clicks, bot_clicks: clicks - human_clicks, unique_clicks, qr_scans },
});

beforeAll(async () => {
  links = await startLinks();
  links.app.clock.set(new Date('2026-11-20T12:34:56Z'));
  spring = await links.create({ slug: 'spring', tags: ['campaign'], title: 'Spring sale' });
  summer = await links.create({ slug: 'summer', tags: ['campaign', 'late'] });
  elsewhere = await links.create({ slug: 'elsewhere' }, links.secondToken);
  await links.visit('/spring').expect(302);
  await links.visit('/spring?qr=1').expect(302);
  await links.visit('/spring', { 'User-Agent': IPHONE }).expect(302);
  await links.visit('/spring', { 'User-Agent': GOOGLEBOT }).expect(302);
  await links.visit('/elsewhere').expect(302);
  links.app.clock.advance(24 * 3600);
  await links.visit('/spring').expect(302);
  await links.visit('/summer').expect(302);
  await links.app.clicksCounted();
});
afterAll(() => links.app.close());

describe('the numbers', () => {
  test('sum up all visits, with those of the period before', async () => {
    expect(await ask('summary')).toEqual({ ...counts(6, 5, 4, 1), previous: counts(0, 0, 0) });
    const yesterday = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' };
    expect(await ask('summary', yesterday)).toEqual({ ...counts(2, 2, 2), previous: counts(4, 3, 2, 1) });
  });

  test('agree with what a link says of itself', async () => {
    const { clicks } = await links.item(spring.id);
    expect((await ask('summary', { short_url_id: spring.id })).clicks).toBe(clicks);
  });

  test('are of a workspace, of all of them, of a link, of a tag, or of a domain', async () => {
    const clicksOf = async (query: Query, bearer = links.token) => (await ask('summary', query, bearer)).clicks;
    expect(await clicksOf({}, links.secondToken)).toBe(1);
    expect(await clicksOf({}, links.allToken)).toBe(7);
    expect(await clicksOf({ workspace_id: links.second }, links.allToken)).toBe(1);
    expect(await clicksOf({ short_url_id: summer.id })).toBe(1);
    expect(await clicksOf({ short_url: summer.id.toUpperCase(), short_url_id: summer.id })).toBe(1);
    expect(await clicksOf({ tag: 'campaign' })).toBe(6);
    expect(await clicksOf({ tag: 'late' })).toBe(1);
    expect(await clicksOf({ domain: 'HBK.example' })).toBe(6);
    expect(await clicksOf({ domain: 'other.example' })).toBe(0);
  });

  test('come by day, of the clocks of a zone, empty days too', async () => {
    const days = await ask('timeseries', { from: '2026-11-18T23:00:00Z', timezone: 'Europe/Berlin' });
    expect(days.map(({ start }) => start)).toEqual([
      '2026-11-19T00:00:00+01:00',
      '2026-11-20T00:00:00+01:00',
      '2026-11-21T00:00:00+01:00',
    ]);
    expect(days.map(({ clicks }) => clicks)).toEqual([0, 4, 2]);
    const minutes = await ask('timeseries', {
      from: '2026-11-20T12:33:30Z',
      to: '2026-11-20T12:36:00Z',
      interval: 'minute',
    });
    expect(minutes).toEqual([
      { start: '2026-11-20T12:33:00Z', ...counts(0, 0, 0) },
      { start: '2026-11-20T12:34:00Z', ...counts(4, 3, 2, 1) },
      { start: '2026-11-20T12:35:00Z', ...counts(0, 0, 0) },
    ]);
  });

  test('come by what visits have in common, the most frequent first', async () => {
    expect(await ask('breakdown', { by: 'device' })).toEqual([
      { value: 'desktop', ...counts(4, 4, 3, 1) },
      { value: 'bot', ...counts(1, 0, 0) },
      { value: 'mobile', ...counts(1, 1, 1) },
    ]);
    expect(await ask('breakdown', { by: 'bot' })).toEqual([
      { value: 'false', ...counts(5, 5, 4, 1) },
      { value: 'true', ...counts(1, 0, 0) },
    ]);
    expect(await ask('breakdown', { by: 'tag' })).toEqual([
      { value: 'campaign', ...counts(6, 5, 4, 1) },
      { value: 'late', ...counts(1, 1, 1) },
    ]);
    expect(await ask('breakdown', { by: 'domain', limit: '1' })).toEqual([
      { value: 'hbk.example', ...counts(6, 5, 4, 1) },
    ]);
  });

  test('are filtered by any of them', async () => {
    expect(await ask('summary', { device: 'mobile' })).toMatchObject(counts(1, 1, 1));
    expect(await ask('summary', { qr: 'true' })).toMatchObject({ clicks: 1 });
    expect(await ask('breakdown', { by: 'os', bot: 'false', device: 'mobile' })).toEqual([
      { value: 'iOS', ...counts(1, 1, 1) },
    ]);
    expect(await ask('summary', { utm_source: '' })).toMatchObject({ clicks: 6 });
    expect(await ask('summary', { country: 'de' })).toMatchObject({ clicks: 0 });
  });

  test('name the links with most clicks', async () => {
    expect(await ask('top')).toEqual([
      { value: spring.id, short_url: 'http://hbk.example/spring', title: 'Spring sale', ...counts(5, 4, 3, 1) },
      { value: summer.id, short_url: 'http://hbk.example/summer', title: null, ...counts(1, 1, 1) },
    ]);
  });

  test('of a link that is gone stay in the sums of its workspace', async () => {
    const gone = await links.create({ slug: 'gone' }, links.secondToken);
    await links.visit('/gone').expect(302);
    await links.app.clicksCounted();
    await links.call('delete', `/api/1.0/short-urls/${gone.id}`, links.secondToken).expect(204);
    expect((await ask('summary', {}, links.secondToken)).clicks).toBe(2);
    const top = await ask('top', {}, links.secondToken);
    expect(top).toContainEqual({ value: gone.id, short_url: null, title: null, ...counts(1, 1, 1) });
    await refused('summary', { short_url_id: gone.id }, links.secondToken).expect(404);
  });
});

test('links that are too many to be named are summed up', async () => {
  await links.app.database.query(
    `INSERT INTO click_rollups (scope, grain, workspace_id, subject_id, starts_at, clicks, human_clicks, unique_clicks,
      qr_scans, short_url) VALUES (2, 0, $1, $1, '2026-10-01T00:00:00Z', 3, 3, 0, 0, '[["(others)"],[3,3,0,0]]')`,
    [links.owner.defaultWorkspaceId],
  );
  const october = { from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' };
  expect(await ask('top', october)).toEqual([{ value: '(others)', short_url: null, title: null, ...counts(3, 3, 0) }]);
});

describe('what is out of reach', () => {
  test('is not found, whatever asks for it', async () => {
    for (const path of ['summary', 'timeseries', 'top', 'live', 'export.csv', 'export.ndjson']) {
      await refused(path, { short_url_id: elsewhere.id }).expect(404);
      await refused(path, { workspace_id: links.second }).expect(404);
    }
    await refused('breakdown', { by: 'os', short_url: elsewhere.id }).expect(404);
  });

  test('needs the scope, and for an export the permission', async () => {
    const narrow = await generateToken(links.owner, { scopes: ['short-urls:read'] });
    await refused('summary', {}, narrow).expect(403);
    const member = await addMember(links.app.server, links.owner, { workspace_ids: [links.owner.defaultWorkspaceId] });
    await member.agent.get(`${ANALYTICS}/summary`).expect(200);
    const { body } = await member.agent.get(`${ANALYTICS}/export.csv`).expect(403);
    expect(body.code).toBe('permission_missing');
  });
});

describe('what is no question', () => {
  test.each<[string, Query, string]>([
    ['summary', { from: '2026-11-21T00:00:00Z', to: '2026-11-21T00:00:00Z' }, 'to'],
    ['summary', { from: '1999-12-31T00:00:00Z' }, 'from'],
    ['timeseries', { to: '2027-11-30T00:00:00Z', interval: 'month' }, 'to'],
    ['timeseries', { from: '2199-01-01T00:00:00Z', to: '2199-12-31T00:00:00Z', interval: 'month' }, 'to'],
    ['summary', { from: '2026-11-21', to: '2026-11-22' }, 'from'],
    ['timeseries', { timezone: 'Middle/Earth' }, 'timezone'],
    ['timeseries', { timezone: '+01:00' }, 'timezone'],
    ['timeseries', { interval: 'minute' }, 'interval'],
    ['timeseries', { interval: 'year' }, 'interval'],
    ['breakdown', {}, 'by'],
    ['breakdown', { by: 'shoe' }, 'by'],
    ['breakdown', { by: 'os', limit: '1001' }, 'limit'],
    ['summary', { bot: 'maybe' }, 'bot'],
    ['summary', { device: 'phone' }, 'device'],
    ['export.csv', { by: 'os', interval: 'day' }, 'by'],
    ['summary', { domain: '' }, 'domain'],
    ['breakdown', { domain: 'https://hbk.example/', by: 'os' }, 'domain'],
    ['summary', { short_url_id: ONE, short_url: OTHER }, 'short_url'],
    ['live', { short_url_id: ONE, short_url: OTHER }, 'short_url'],
  ])('is refused: %s with %j', async (path, query, field) => {
    const { body } = await refused(path, query).expect(400);
    expect(body.code).toBe('bad_query_parameter');
    expect(body.message).toContain(field);
  });
});

describe('the live feed', () => {
  test('tells of a click within seconds, and of no other workspace', async () => {
    const { port } = links.app.server.address() as AddressInfo;
    const call = get({
      port,
      path: `${ANALYTICS}/live?device=mobile`,
      headers: { Authorization: `Bearer ${links.token}` },
    });
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect(response.headers['content-type']).toContain('text/event-stream');
    const events = new EventEmitter();
    let text = '';
    response.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('event: click')) events.emit('click');
    });
    const heard = once(events, 'click');
    await links.visit('/elsewhere').expect(302);
    await links.visit('/summer').expect(302);
    await links.visit('/summer', { 'User-Agent': IPHONE }).expect(302);
    await heard;
    const data = /data: (.*)\n/.exec(text)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({
      short_url_id: summer.id,
      device: 'mobile',
      os: 'iOS',
      bot: false,
      unique: true,
    });
    expect(text).not.toContain(elsewhere.id);
    call.destroy();
  });
});

test('who asks without a credential is told nothing', () =>
  request(links.app.server).get(`${ANALYTICS}/summary`).set('User-Agent', FIREFOX).expect(401));
