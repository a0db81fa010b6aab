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
  spring = await links.create({ slug: 'spring' });
  elsewhere = await links.create({ slug: 'elsewhere' }, links.secondToken);
  for (const path of ['/spring', '/spring', '/elsewhere']) await links.visit(path).expect(302);
  await links.app.clicksCounted();
});
afterAll(() => links.app.close());

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
