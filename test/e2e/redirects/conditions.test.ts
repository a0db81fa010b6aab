import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { FIREFOX, IPHONE, LINKS, Links, locationOf, SHORT_HOST, startLinks } from '../../support/links.js';

let links: Links;
beforeAll(async () => {
  links = await startLinks();
});
afterAll(() => links.app.close());

const BOTS: [string, Record<string, string>][] = [
  ['no user agent', { 'User-Agent': '' }],
  ['a link preview', { 'User-Agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }],
  ['a prefetch by Sec-Purpose', { 'Sec-Purpose': 'prefetch;prerender' }],
  ['a prefetch by Purpose', { Purpose: 'prefetch' }],
  ['a prefetch by X-Moz', { 'X-Moz': 'prefetch' }],
  ['a prefetch beside another purpose', { 'Sec-Purpose': 'navigate', Purpose: 'prefetch' }],
];

describe('a number of people', () => {
  test('passes, and nobody after them; the page says so without a date', async () => {
    const { slug, id } = await links.create({ max_clicks: 2 });
    await links.visit(`/${slug}`).expect(302);
    await links.visit(`/${slug}`).expect(302);
    const { text } = await links.visit(`/${slug}`).expect(410);
    expect(text).toContain('number of visits');
    expect(await links.item(id)).toMatchObject({ max_clicks: 2, clicks: 2 });
  });

  test.each(BOTS)('%s uses none of it up', async (_, headers) => {
    const { slug, id } = await links.create({ max_clicks: 1 });
    await links.visit(`/${slug}`, headers).expect(302);
    await links.visit(`/${slug}`).expect(302);
    await links.visit(`/${slug}`, headers).expect(410);
    expect(await links.item(id)).toMatchObject({ clicks: 2 });
  });

  test('HEAD uses none of it up', async () => {
    const { slug } = await links.create({ max_clicks: 1 });
    await request(links.app.server)
      .head(`/${slug}`)
      .set({ Host: SHORT_HOST, 'User-Agent': FIREFOX })
      .redirects(0)
      .expect(302);
    await links.visit(`/${slug}`).expect(302);
    await links.visit(`/${slug}`).expect(410);
  });

  test('of many at once exactly so many pass', async () => {
    const { slug } = await links.create({ max_clicks: 5 });
    const answers = await Promise.all(Array.from({ length: 25 }, () => links.visit(`/${slug}`)));
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(20);
  });

  test('who comes later goes to expired_url, where there is one; a raised number lets more in', async () => {
    const { slug, id } = await links.create({ max_clicks: 1, expired_url: 'https://example.com/over' });
    expect(await locationOf(links.visit(`/${slug}`))).toBe('https://example.com/');
    expect(await locationOf(links.visit(`/${slug}`))).toBe('https://example.com/over');
    // Those who came too late are no part of the number, however many they are.
    for (let late = 0; late < 3; late += 1)
      await links.visit(`/${slug}`).expect('Location', 'https://example.com/over');
    await links.app.clicksCounted();
    await links.call('patch', `${LINKS}/${id}`).send({ max_clicks: 2 }).expect(200);
    expect(await locationOf(links.visit(`/${slug}`))).toBe('https://example.com/');
    await links.call('patch', `${LINKS}/${id}`).send({ max_clicks: null }).expect(200);
    expect(await locationOf(links.visit(`/${slug}`))).toBe('https://example.com/');
  });
});

describe('a link’s password', () => {
  const post = (slug: string, password: string | undefined) =>
    request(links.app.server)
      .post(`/${slug}`)
      .type('form')
      .set({ Host: SHORT_HOST, 'User-Agent': FIREFOX })
      .redirects(0)
      .send(password === undefined ? {} : { password });

  test('LK-05 is asked for, never answered, and kept as bcrypt', async () => {
    const made = await links.create({ password: 'staff only' });
    expect(made).toMatchObject({ password_protected: true });
    expect(JSON.stringify([made, await links.item(made.id)])).not.toMatch(/staff only|\$2/);
    const [row] = await links.app.database.query('SELECT password_hash FROM short_urls WHERE id = $1', [made.id]);
    expect(row?.['password_hash']).toMatch(/^\$2[ab]\$12\$/);
    const [entry] = await links.app.database.query('SELECT changes FROM audit_log WHERE resource_id = $1', [made.id]);
    expect(JSON.stringify(entry)).not.toMatch(/staff only|\$2/);
    const { text, headers } = await links.visit(`/${made.slug}`).expect(200);
    expect(text).toContain('Password needed');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).not.toContain('form-action');
    expect(await links.item(made.id)).toMatchObject({ clicks: 0 });
  });

  test('opens with the right one, by 303 whatever the link’s type, with the visit’s query', async () => {
    const { slug, id } = await links.create({ password: 'pässwörd', redirect_type: 308, forward_query: true });
    const { headers } = await post(`${slug}?ref=mail`, 'pässwörd').expect(303);
    expect(headers['location']).toBe('https://example.com/?ref=mail');
    expect(await links.item(id)).toMatchObject({ clicks: 1 });
  });

  test.each([['wrong'], [''], [undefined], ['é'.repeat(37)]])('%j is not it', async (password) => {
    const { slug, id } = await links.create({ password: 'right' });
    const { text } = await post(slug, password).expect(422);
    expect(text).toContain('That is not it. You have 9 tries left');
    expect(await links.item(id)).toMatchObject({ clicks: 0 });
  });

  test('LK-05 is throttled: after ten wrong ones the right one does not open it either', async () => {
    const { slug } = await links.create({ password: 'right' });
    for (let tries = 0; tries < 10; tries += 1) await post(slug, 'wrong').expect(422);
    const { text, headers } = await post(slug, 'right').expect(429);
    expect(text).toContain('Try again in 10 minutes');
    expect(Number(headers['retry-after'])).toBeGreaterThan(500);
    const { slug: other } = await links.create({ password: 'right' });
    await post(other, 'right').expect(303);
  });

  test('is changed and taken away; the audit log says no more than that', async () => {
    const { slug, id } = await links.create({ password: 'first' });
    await links.call('patch', `${LINKS}/${id}`).send({ password: 'second' }).expect(200);
    await post(slug, 'first').expect(422);
    await post(slug, 'second').expect(303);
    await links.call('patch', `${LINKS}/${id}`).send({ password: null }).expect(200);
    await links.visit(`/${slug}`).expect(302);
    const entries = await links.app.database.query(
      "SELECT changes FROM audit_log WHERE resource_id = $1 AND action = 'short_url.updated' ORDER BY id",
      [id],
    );
    expect(entries.map(({ changes }) => changes)).toEqual([
      { password_protected: [true, true] },
      { password_protected: [true, false] },
    ]);
  });

  test('a form is taken by protected links alone; Allow says so', async () => {
    const { slug } = await links.create();
    expect((await post(slug, 'x').expect(405)).headers['allow']).toBe('GET, HEAD, OPTIONS');
    const { slug: locked } = await links.create({ password: 'x' });
    const options = await request(links.app.server).options(`/${locked}`).set('Host', SHORT_HOST).expect(204);
    expect(options.headers['allow']).toBe('GET, HEAD, POST, OPTIONS');
    await post('no-such-link', 'x').expect(404);
    const { text } = await request(links.app.server)
      .post(`/${locked}`)
      .set('Host', SHORT_HOST)
      .type('json')
      .send('{"password":"x"}')
      .expect(415);
    expect(text).toContain('application/x-www-form-urlencoded');
  });
});

describe('parameters', () => {
  test('the link’s UTM and the visitor’s query go before the fragment, and no other byte moves', async () => {
    const { slug, utm } = await links.create({
      destination_url: 'https://example.com/a%2Fb?x=%zz&utm_source=old#part',
      utm: { source: 'news letter', medium: 'email' },
      forward_query: true,
    });
    expect(utm).toEqual({ source: 'news letter', medium: 'email' });
    expect(await locationOf(links.visit(`/${slug}?x=1&qr=1&utm_medium=social`))).toBe(
      'https://example.com/a%2Fb?x=1&utm_source=news%20letter&utm_medium=social#part',
    );
  });

  test('without forward_query the visitor’s stay behind', async () => {
    const { slug } = await links.create({ destination_url: 'https://example.com/?a=1' });
    expect(await locationOf(links.visit(`/${slug}?a=2&b=3`))).toBe('https://example.com/?a=1');
  });

  test('a change sets and takes away single UTM values; null takes all', async () => {
    const { id } = await links.create({ utm: { source: 'a', medium: 'b' } });
    const change = async (utm: unknown) =>
      (await links.call('patch', `${LINKS}/${id}`).send({ utm }).expect(200)).body.data.utm as unknown;
    expect(await change({ source: null, term: 'c' })).toEqual({ medium: 'b', term: 'c' });
    expect(await change({ medium: null, term: null })).toBeNull();
    expect(await change({ content: 'd' })).toEqual({ content: 'd' });
    expect(await change(null)).toBeNull();
  });
});

describe('routing rules', () => {
  const rules = [
    {
      name: 'iPhones',
      conditions: [{ type: 'os', operator: 'in', value: ['iOS'] }],
      destination_url: 'https://apps.example.com/ios',
    },
    {
      conditions: [
        { type: 'language', operator: 'equals', value: 'fr' },
        { type: 'query', operator: 'exists', key: 'beta' },
      ],
      destination_url: 'https://example.com/fr',
    },
  ];

  test('the first whose conditions all hold decides; else the link’s own destination', async () => {
    const { slug, routing_rules } = await links.create({ routing_rules: rules });
    expect(routing_rules).toEqual(rules);
    const land = (path: string, headers: Record<string, string> = {}) => locationOf(links.visit(path, headers));
    expect(await land(`/${slug}`)).toBe('https://example.com/');
    expect(await land(`/${slug}?beta`, { 'User-Agent': IPHONE, 'Accept-Language': 'fr' })).toBe(
      'https://apps.example.com/ios',
    );
    expect(await land(`/${slug}?beta`, { 'Accept-Language': 'de;q=0.5, fr-CA' })).toBe('https://example.com/fr');
    expect(await land(`/${slug}`, { 'Accept-Language': 'fr' })).toBe('https://example.com/');
  });

  test('a fault is named at its exact place, and nothing is made', async () => {
    const broken = [rules[0], { conditions: [{ type: 'country', operator: 'in', value: ['Narnia'] }] }];
    const { body } = await links
      .call('post', LINKS)
      .send({ destination_url: 'https://example.com/', slug: 'broken', routing_rules: broken })
      .expect(422);
    expect(Object.keys(body.errors).sort()).toEqual([
      'routing_rules.1.conditions.0.value',
      'routing_rules.1.destination_url',
    ]);
    await links.visit('/broken').expect(404);
  });

  test('open apps only where the workspace allows their scheme', async () => {
    const app = (destination_url: string) => ({ routing_rules: [{ conditions: [], destination_url }] });
    const { id, slug } = await links.create();
    const change = (body: object) => links.call('patch', `${LINKS}/${id}`).send(body);
    const { body } = await change(app('shop://spring')).expect(422);
    expect(body.errors).toHaveProperty(['routing_rules.0.destination_url']);
    await links.app.database.query("UPDATE workspaces SET allowed_schemes = '{shop}' WHERE id = $1", [
      links.owner.defaultWorkspaceId,
    ]);
    await change(app('shop://spring')).expect(200);
    expect(await locationOf(links.visit(`/${slug}`))).toBe('shop://spring');
    await change(app('javascript:alert(1)')).expect(422);
  });

  test('a split keeps a visitor where they were', async () => {
    const variants = ['a', 'b', 'c'].map((name) => ({ destination_url: `https://example.com/${name}`, weight: 1 }));
    const { slug } = await links.create({ routing_rules: [{ conditions: [], variants }] });
    const land = (visitor: number) =>
      locationOf(links.visit(`/${slug}`, { 'User-Agent': `${FIREFOX} visitor/${visitor}` }));
    const first = await Promise.all(Array.from({ length: 30 }, (_, visitor) => land(visitor)));
    const again = await Promise.all(Array.from({ length: 30 }, (_, visitor) => land(visitor)));
    expect(again).toEqual(first);
    expect(new Set(first).size).toBe(3);
  });

  test('null and an empty list take them away', async () => {
    const { id } = await links.create({ routing_rules: rules });
    for (const none of [null, []]) {
      const { body } = await links.call('patch', `${LINKS}/${id}`).send({ routing_rules: none }).expect(200);
      expect(body.data.routing_rules).toEqual([]);
    }
  });

  describe('simulated', () => {
    const simulate = async (id: string, visitor?: object) =>
      (await links.call('post', `${LINKS}/${id}/simulate`).send({ visitor }).expect(200)).body.data as unknown;

    test('say which matched, why the earlier ones did not, and where it leads', async () => {
      const { id } = await links.create({ routing_rules: rules, utm: { source: 'x' } });
      expect(await simulate(id, { language: 'fr', query: '?beta=1', user_agent: FIREFOX })).toEqual({
        status: 302,
        destination_url: 'https://example.com/fr?utm_source=x',
        matched_rule: 1,
        rules: [
          { index: 0, matched: false, failed_condition: 0 },
          { index: 1, matched: true },
        ],
      });
      expect(await simulate(id)).toMatchObject({ matched_rule: null, destination_url: expect.anything() });
      expect(await links.item(id)).toMatchObject({ clicks: 0 });
    });

    test('know a place that is described, and its continent', async () => {
      const { id } = await links.create({
        routing_rules: [
          {
            conditions: [
              { type: 'continent', operator: 'equals', value: 'EU' },
              { type: 'city', operator: 'equals', value: 'rennes' },
            ],
            destination_url: 'https://example.com/rennes',
          },
        ],
      });
      expect(await simulate(id, { country: 'fr', city: 'Rennes' })).toMatchObject({ matched_rule: 0 });
      expect(await simulate(id, { country: 'CA', city: 'Rennes' })).toMatchObject({ matched_rule: null });
    });

    test('know the time: before, in time, and too late', async () => {
      const { id } = await links.create({
        starts_at: '2027-01-01T00:00:00Z',
        expires_at: '2028-01-01T00:00:00Z',
        redirect_type: 301,
      });
      expect(await simulate(id, { at: '2026-12-31T23:59:59Z' })).toMatchObject({ status: 404, destination_url: null });
      expect(await simulate(id, { at: '2027-01-01T00:00:00Z' })).toMatchObject({ status: 301 });
      expect(await simulate(id, { at: '2028-01-01T00:00:00Z' })).toMatchObject({ status: 410, destination_url: null });
    });

    test.each([
      [{ visitor: { country: 'Narnia' } }, 'visitor.country'],
      [{ visitor: { ip: '1.2.3' } }, 'visitor.ip'],
      [{ visitor: { at: 'yesterday' } }, 'visitor.at'],
      [{ visitor: { colour: 'red' } }, 'visitor.colour'],
      [{ visitor: 'me' }, 'visitor'],
      [{ who: {} }, 'who'],
    ])('%j is refused', async (body, field) => {
      const { id } = await links.create();
      const answer = await links.call('post', `${LINKS}/${id}/simulate`).send(body).expect(422);
      expect(Object.keys(answer.body.errors)).toContain(field);
    });

    test('BT-04 are not there for another workspace', async () => {
      const { id } = await links.create();
      await links.call('post', `${LINKS}/${id}/simulate`, links.secondToken).send({}).expect(404);
    });
  });
});
