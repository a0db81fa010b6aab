import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { activate, addMember, Person } from '../../support/app.js';
import { LinkItem, Links, startLinks } from '../../support/links.js';

const ANALYTICS = '/api/1.0/analytics';

let links: Links;
let spring: LinkItem;
let elsewhere: LinkItem;

type Query = Record<string, string>;

beforeAll(async () => {
  links = await startLinks();
  links.app.clock.set(new Date('2026-11-20T12:34:56Z'));
  spring = await links.create({ slug: 'spring', title: 'Spring sale' });
  elsewhere = await links.create({ slug: 'elsewhere' }, links.secondToken);
  for (const path of ['/spring', '/spring', '/elsewhere']) await links.visit(path).expect(302);
  await links.app.clicksCounted();
});
afterAll(() => links.app.close());

describe('an export', () => {
  test('has each click, a breakdown or a series', async () => {
    const single = await links
      .call('get', `${ANALYTICS}/export.csv`, links.allToken)
      .query({ short_url_id: elsewhere.id })
      .expect(200);
    expect(single.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, row, rest] = single.text.trimEnd().split('\n');
    expect(head).toMatch(/^at,short_url_id,short_url,unique,country,.*,utm_campaign$/);
    expect(row).toMatch(`2026-11-20T12:34:56.000Z,${elsewhere.id},http://hbk.example/elsewhere,true,`);
    expect(rest).toBeUndefined();
    const parts = await links.call('get', `${ANALYTICS}/export.csv`).query({ by: 'short_url' }).expect(200);
    expect(parts.text.split('\n')[1]).toBe(`${spring.id},http://hbk.example/spring,Spring sale,2,2,0,1,0`);
    const days = await links
      .call('get', `${ANALYTICS}/export.ndjson`)
      .query({ interval: 'week' })
      .buffer(true)
      .expect(200);
    const last = JSON.parse(days.text.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ start: '2026-11-16T00:00:00Z', clicks: 2, unique_clicks: 1 });
  });
});

describe('an export by who may export in one of two workspaces', () => {
  let member: Person;
  const exported = (path: string, query: Query = {}) =>
    member.agent.get(`${ANALYTICS}/${path}`).query(query).buffer(true);

  beforeAll(async () => {
    const mine = links.owner.defaultWorkspaceId;
    const order = { permissions: ['analytics.export'], workspace_ids: [mine] };
    member = await addMember(links.app.server, links.owner, order);
    const group = { name: 'Readers', permissions: [], member_ids: [member.userId], workspace_ids: [links.second] };
    await links.owner.agent.post('/api/1.0/groups').send(group).expect(201);
    await activate(member, 'all');
  });

  test('holds nothing of the other, which may be looked at', async () => {
    const { body } = await member.agent.get(`${ANALYTICS}/summary`).expect(200);
    expect(body.data.clicks).toBe(3);
    const singles = await exported('export.ndjson').expect(200);
    expect(singles.text.trimEnd().split('\n')).toHaveLength(2);
    expect(singles.text).not.toContain(elsewhere.id);
    const parts = await exported('export.csv', { by: 'short_url' }).expect(200);
    expect(parts.text).toContain(spring.id);
    expect(parts.text).not.toContain(elsewhere.id);
    const months = await exported('export.csv', { interval: 'month', from: '2026-11-01T00:00:00Z' }).expect(200);
    expect(months.text.split('\n')[1]).toMatch('2026-11-01T00:00:00Z,2,');
  });

  test.each(['workspace_id', 'short_url_id'])('is refused where %s names the other', async (name) => {
    const value = name === 'workspace_id' ? links.second : elsewhere.id;
    for (const path of ['export.csv', 'export.ndjson']) {
      const { body } = await exported(path, { [name]: value }).expect(403);
      expect(body.code).toBe('permission_missing');
    }
  });

  test('is in the audit log of the workspace, with what was asked for', async () => {
    const times = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    await exported('export.csv', { ...times, by: 'os', country: '', short_url_id: spring.id }).expect(200);
    const [entry, ...others] = await links.app.database.query<Record<string, unknown>>(
      "SELECT * FROM audit_log WHERE action = 'analytics.exported' AND actor_id = $1 ORDER BY id DESC",
      [member.userId],
    );
    expect(entry).toMatchObject({
      resource_type: 'workspace',
      resource_id: links.owner.defaultWorkspaceId,
      workspace_id: links.owner.defaultWorkspaceId,
      changes: {
        ...{ format: 'csv', by: 'os', country: null, short_url_id: spring.id },
        ...{ from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
      },
    });
    expect(others.map(({ workspace_id }) => workspace_id)).not.toContain(links.second);
  });
});
