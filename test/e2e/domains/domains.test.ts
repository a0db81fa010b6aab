import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { DnsLookup } from '../../../src/modules/domains/index.js';
import { FakeDnsLookup } from '../../fakes/fake-dns-lookup.js';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import {
  activate,
  addMember,
  createWorkspace,
  generateToken,
  Person,
  registerOwner,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';

const DOMAINS = '/api/1.0/domains';
const LIST = `${DOMAINS}/list-all-domains`;
const LINKS = '/api/1.0/short-urls';
const NOWHERE = '01900000-0000-7000-8000-000000000000';

interface Item {
  id: string;
  hostname: string;
  status: string;
  routing_status: string;
  dns_records: { type: string; name: string; value: string }[];
  [field: string]: unknown;
}

const dns = new FakeDnsLookup();
let app: TestApp;
let owner: Person;
let token: string;
let stranger: Person;
let strange: string;

type Verb = 'get' | 'post' | 'patch' | 'put' | 'delete';
const call = (verb: Verb, path: string, credential = token) =>
  request(app.server)[verb](path).set('Authorization', `Bearer ${credential}`);

let made = 0;
const newHost = (): string => `go${(made += 1)}.example`;

async function add(hostname = newHost(), credential = token, more: object = {}): Promise<Item> {
  const { body } = await call('post', DOMAINS, credential)
    .send({ hostname, ...more })
    .expect(201);
  return body.data as Item;
}

/** As its organization would do at its DNS provider. */
function setProof({ dns_records }: Item, ...others: string[]): void {
  const { name, value } = dns_records.find(({ type }) => type === 'TXT')!;
  dns.set('TXT', name, ...others, value);
}

async function addVerified(hostname?: string, credential = token, more: object = {}): Promise<Item> {
  const item = await add(hostname, credential, more);
  setProof(item);
  const { body } = await call('post', `${DOMAINS}/${item.id}/verify`, credential).expect(200);
  return body.data as Item;
}

const read = async (id: string, credential = token): Promise<Item> =>
  (await call('get', `${DOMAINS}/${id}`, credential).expect(200)).body.data as Item;
const createLink = (body: object, credential = token) =>
  call('post', LINKS, credential).send({ destination_url: 'https://example.com/', ...body });
const visit = (host: string, path: string) => request(app.server).get(path).set('Host', host).redirects(0);
const auditOf = (id: string) =>
  app.database.query<{ action: string; actor_id: string | null; changes: Record<string, unknown> }>(
    'SELECT action, actor_id, changes FROM audit_log WHERE resource_id = $1 ORDER BY id',
    [id],
  );

beforeAll(async () => {
  app = await startApp({
    environment: { DEFAULT_DOMAIN: 'hbk.example' },
    extensions: { providers: [{ provide: DnsLookup, useValue: dns }, ...withPasswordHasher().providers] },
  });
  owner = await registerOwner(app.server);
  stranger = await registerOwner(app.server, 'Lantern Media');
  for (const person of [owner, stranger]) await upgrade(app, person);
  token = await generateToken(owner);
  strange = await generateToken(stranger);
});

beforeEach(() => {
  dns.isDown = false;
});

afterAll(() => app.close());

describe('adding a domain', () => {
  test('gives back the item, with the records to set', async () => {
    const { body, headers } = await call('post', DOMAINS).send({ hostname: 'Münch.Example.' }).expect(201);
    expect(body.data).toEqual({
      id: expect.any(String),
      hostname: 'münch.example',
      workspace_id: owner.defaultWorkspaceId,
      status: 'pending',
      routing_status: 'pending',
      dns_records: [
        {
          type: 'TXT',
          name: '_trimlink.xn--mnch-0ra.example',
          value: `trimlink-verification=${owner.organizationId}`,
        },
        { type: 'CNAME', name: 'xn--mnch-0ra.example', value: 'hbk.example' },
      ],
      last_check: null,
      checked_at: null,
      is_default: false,
      is_workspace_default: false,
      root_redirect_url: null,
      not_found_redirect_url: null,
      apple_app_site_association: null,
      assetlinks: null,
      created_at: expect.stringMatching(/Z$/),
    });
    expect(headers['location']).toBe(`${DOMAINS}/${body.data.id}`);
    expect(await read(body.data.id as string)).toEqual(body.data);
    const [entry] = await auditOf(body.data.id as string);
    expect(entry).toMatchObject({
      action: 'domain.created',
      actor_id: owner.userId,
      changes: { hostname: 'xn--mnch-0ra.example' },
    });
  });

  test.each([
    [{}, 'hostname'],
    [{ hostname: null }, 'hostname'],
    [{ hostname: 5 }, 'hostname'],
    [{ hostname: 'localhost' }, 'hostname'],
    [{ hostname: '127.0.0.1' }, 'hostname'],
    [{ hostname: 'go.example:8080' }, 'hostname'],
    [{ hostname: 'https://go.example' }, 'hostname'],
    [{ hostname: 'x'.repeat(2000) }, 'hostname'],
    [{ hostname: 'HBK.example.' }, 'hostname'],
    [{ hostname: 'good.example', workspace_id: 'x' }, 'workspace_id'],
    [{ hostname: 'good.example', status: 'verified' }, 'status'],
    [{ hostname: 'good.example', toString: 1 }, 'toString'],
  ])('%j is 422 on %s', async (body, field) => {
    const { body: answer } = await call('post', DOMAINS).send(body).expect(422);
    expect(Object.keys(answer.errors)).toEqual([field]);
  });

  test('twice in one workspace is 422', async () => {
    const { hostname } = await add();
    const { body } = await call('post', DOMAINS).send({ hostname: hostname.toUpperCase() }).expect(422);
    expect(body.errors.hostname[0]).toContain('already');
  });

  test('many times at once makes one', async () => {
    const hostname = newHost();
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('post', DOMAINS).send({ hostname })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(422)]);
  });

  test('into another workspace in reach, or into none out of reach', async () => {
    const shop = await createWorkspace(owner, `Shop ${newHost()}`);
    await activate(owner, 'all');
    const all = await generateToken(owner);
    await activate(owner, owner.defaultWorkspaceId);
    expect(await add(undefined, all, { workspace_id: shop.toUpperCase() })).toMatchObject({ workspace_id: shop });
    for (const workspace_id of [stranger.defaultWorkspaceId, NOWHERE]) {
      await call('post', DOMAINS, all).send({ hostname: newHost(), workspace_id }).expect(404);
    }
    await call('post', DOMAINS).send({ hostname: newHost(), workspace_id: shop }).expect(404);
  });

  test('a hundred that wait for their proof are enough', async () => {
    const person = await registerOwner(app.server, 'Squatters');
    await upgrade(app, person);
    await app.database.query(
      `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at)
       SELECT gen_random_uuid(), 'squat' || n || '.example', $1, $2, 'pending', 'pending', now() FROM generate_series(1, 100) n`,
      [person.organizationId, person.defaultWorkspaceId],
    );
    const hostname = newHost();
    const { body } = await person.agent.post(DOMAINS).send({ hostname }).expect(422);
    expect(body.errors.hostname[0]).toContain('100 domains wait for their proof');
    await app.database.query(`UPDATE domains SET status = 'verified' WHERE hostname = 'squat1.example'`);
    await person.agent.post(DOMAINS).send({ hostname }).expect(201);
  });
});

describe('the proof', () => {
  test('is not there at first: the domain stays pending', async () => {
    const item = await add();
    dns.set(
      'TXT',
      `_trimlink.${item.hostname}`,
      'trimlink-verification=',
      'something else',
      `x${item.dns_records[0]!.value}`,
    );
    const { body } = await call('post', `${DOMAINS}/${item.id}/verify`).expect(200);
    expect(body.data).toMatchObject({ status: 'pending', last_check: 'missing', checked_at: expect.any(String) });
    expect((await auditOf(item.id)).map(({ action }) => action)).toEqual(['domain.created']);
  });

  test('is one of several records; then the domain is verified, once in the audit log', async () => {
    const item = await add();
    setProof(item, 'v=spf1 -all');
    dns.set('CNAME', item.hostname, 'hbk.example');
    for (let time = 0; time < 2; time += 1) {
      const { body } = await call('post', `${DOMAINS}/${item.id}/verify`).expect(200);
      expect(body.data).toMatchObject({ status: 'verified', routing_status: 'ok', last_check: 'found' });
    }
    const entries = await auditOf(item.id);
    expect(entries.map(({ action }) => action)).toEqual(['domain.created', 'domain.verified']);
    expect(entries[1]).toMatchObject({ actor_id: owner.userId, changes: { status: ['pending', 'verified'] } });
  });

  test('does not depend on where the name leads, which is reported', async () => {
    dns.set('A', 'hbk.example', '192.0.2.1');
    const item = await add();
    setProof(item);
    for (const [address, routing] of [
      ['203.0.113.1', 'failed'],
      ['192.0.2.1', 'ok'],
    ] as const) {
      dns.set('A', item.hostname, address);
      const { body } = await call('post', `${DOMAINS}/${item.id}/verify`).expect(200);
      expect(body.data).toMatchObject({ status: 'verified', routing_status: routing });
    }
  });

  test('DNS that does not answer changes nothing', async () => {
    const item = await addVerified();
    const pending = await add();
    dns.isDown = true;
    for (const { id, status, routing_status } of [item, pending]) {
      const { body } = await call('post', `${DOMAINS}/${id}/verify`).expect(200);
      expect(body.data).toMatchObject({ status, routing_status, last_check: 'no_answer' });
    }
  });

  test('LK-03 of another organization counts for nothing: only whose value stands in DNS is verified', async () => {
    const ours = await add();
    const theirs = await add(ours.hostname, strange);
    expect(theirs.status).toBe('pending');
    setProof(ours);
    await call('post', `${DOMAINS}/${theirs.id}/verify`, strange).expect(200);
    expect(await read(theirs.id, strange)).toMatchObject({ status: 'pending', last_check: 'missing' });
    const { body } = await call('post', `${DOMAINS}/${ours.id}/verify`).expect(200);
    expect(body.data.status).toBe('verified');
  });

  test('LK-03 a pending claim of one organization keeps no other from proving the host', async () => {
    const theirs = await add(undefined, strange);
    await call('post', `${DOMAINS}/${theirs.id}/verify`, strange).expect(200);
    expect(await addVerified(theirs.hostname)).toMatchObject({ status: 'verified' });
  });

  test('LK-03 cannot be taken over while it stands, nor in the days after its record is gone', async () => {
    const ours = await addVerified();
    const theirs = await add(ours.hostname, strange);
    // Both values at once, and then theirs alone: whoever got at the DNS for a while.
    for (const others of [[ours.dns_records[0]!.value], []]) {
      setProof(theirs, ...others);
      const { body } = await call('post', `${DOMAINS}/${theirs.id}/verify`, strange).expect(409);
      expect(body).toMatchObject({ code: 'hostname_taken' });
      await call('post', `${DOMAINS}/${ours.id}/verify`).expect(200);
      expect(await read(ours.id)).toMatchObject({ status: 'verified' });
      expect(await read(theirs.id, strange)).toMatchObject({ status: 'pending', last_check: 'held_elsewhere' });
    }
    await createLink({ domain: ours.hostname }, strange).expect(422);
    await call('delete', `${DOMAINS}/${ours.id}`).expect(204);
    const { body } = await call('post', `${DOMAINS}/${theirs.id}/verify`, strange).expect(200);
    expect(body.data.status).toBe('verified');
  });

  test('LK-03 of two organizations that prove a host at the same moment one gets it', async () => {
    const ours = await add();
    const theirs = await add(ours.hostname, strange);
    setProof(ours, theirs.dns_records[0]!.value);
    const answers = await Promise.all(
      [
        [ours.id, token],
        [theirs.id, strange],
        [ours.id, token],
        [theirs.id, strange],
      ].map(([id, credential]) => call('post', `${DOMAINS}/${id}/verify`, credential)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
    const statuses = [await read(ours.id), await read(theirs.id, strange)].map(({ status }) => status);
    expect(statuses.sort()).toEqual(['pending', 'verified']);
  });
});

describe('links', () => {
  test('LK-03 stand on verified domains of their workspace only, and nothing is served before', async () => {
    const item = await add();
    const { body } = await createLink({ domain: item.hostname, slug: 'a' }).expect(422);
    expect(Object.keys(body.errors)).toEqual(['domain']);
    await visit(item.hostname, '/a').expect(404);
    setProof(item);
    await call('post', `${DOMAINS}/${item.id}/verify`).expect(200);
    const { body: made } = await createLink({ domain: item.hostname, slug: 'a' }).expect(201);
    expect(made.data).toMatchObject({ domain: item.hostname, short_url: `http://${item.hostname}/a` });
    await visit(item.hostname, '/a').expect(302);
    await createLink({ domain: item.hostname }, strange).expect(422);
  });

  test('LK-03 are served no more once the proof is lost, and again when it is back', async () => {
    const item = await addVerified();
    await createLink({ domain: item.hostname, slug: 'a' }).expect(201);
    await app.database.query(`UPDATE domains SET status = 'failed' WHERE id = $1`, [item.id]);
    await visit(item.hostname, '/a').expect(404);
    await createLink({ domain: item.hostname, slug: 'b' }).expect(422);
    await call('post', `${DOMAINS}/${item.id}/verify`).expect(200);
    await visit(item.hostname, '/a').expect(302);
  });

  test('of the same slug on two domains are two', async () => {
    const hosts = ['hbk.example', (await addVerified()).hostname, (await addVerified()).hostname];
    for (const domain of hosts) {
      await createLink({ domain, slug: 'twin', destination_url: `https://${domain}.test/` }).expect(201);
    }
    for (const domain of hosts) {
      const { headers } = await visit(domain, '/twin').expect(302);
      expect(headers['location']).toBe(`https://${domain}.test/`);
    }
  });

  test('that name no domain go to the workspace’s default, else to the installation’s', async () => {
    const [first, second] = [await addVerified(), await addVerified()];
    const domainOf = async (): Promise<string> => (await createLink({}).expect(201)).body.data.domain as string;
    expect(await domainOf()).toBe('hbk.example');
    for (const { id, hostname } of [first, second]) {
      const { body } = await call('patch', `${DOMAINS}/${id}`).send({ is_workspace_default: true }).expect(200);
      expect(body.data).toMatchObject({ is_workspace_default: true, is_default: false });
      expect(await domainOf()).toBe(hostname);
    }
    expect((await read(first.id)).is_workspace_default).toBe(false);
    expect((await auditOf(first.id)).at(-1)).toMatchObject({
      action: 'domain.updated',
      changes: { is_workspace_default: [true, false] },
    });
    expect((await createLink({}, strange).expect(201)).body.data.domain).toBe('hbk.example');

    await app.database.query(`UPDATE domains SET status = 'failed' WHERE id = $1`, [second.id]);
    const { body } = await createLink({}).expect(422);
    expect(body.errors.domain[0]).toContain(second.hostname);
    await call('patch', `${DOMAINS}/${second.id}`).send({ is_workspace_default: false }).expect(200);
    expect(await domainOf()).toBe('hbk.example');
  });

  test('many that become the default at once leave one', async () => {
    const items = await Promise.all([addVerified(), addVerified(), addVerified()]);
    const answers = await Promise.all(
      [...items, ...items].map(({ id }) => call('patch', `${DOMAINS}/${id}`).send({ is_workspace_default: true })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const states = await Promise.all(items.map(({ id }) => read(id)));
    expect(states.filter((it) => it.is_workspace_default)).toHaveLength(1);
    for (const { id } of items)
      await call('patch', `${DOMAINS}/${id}`).send({ is_workspace_default: false }).expect(200);
  });
});

describe('changing a domain', () => {
  const AASA = { applinks: { details: [{ appIDs: ['ABCDE12345.com.example.app'] }] } };
  const LINKS_FILE = [
    { relation: ['delegate_permission/common.handle_all_urls'], target: { namespace: 'android_app' } },
  ];

  test.each(['patch', 'put'] as const)('by %s sets what is given and leaves the rest; null clears', async (verb) => {
    const { id } = await add();
    const all = {
      root_redirect_url: 'https://www.example.com/ä',
      not_found_redirect_url: 'https://www.example.com/lost',
      apple_app_site_association: AASA,
      assetlinks: LINKS_FILE,
    };
    const { body } = await call(verb, `${DOMAINS}/${id}`).send(all).expect(200);
    expect(body.data).toMatchObject(all);
    await call(verb, `${DOMAINS}/${id}`).send({}).expect(200);
    expect(await read(id)).toMatchObject(all);
    const cleared = Object.fromEntries(Object.keys(all).map((name) => [name, null]));
    expect((await call(verb, `${DOMAINS}/${id}`).send(cleared).expect(200)).body.data).toMatchObject(cleared);
    const entries = await auditOf(id);
    expect(entries.map(({ action }) => action)).toEqual(['domain.created', 'domain.updated', 'domain.updated']);
    expect(entries[1]!.changes).toMatchObject({ root_redirect_url: [null, all.root_redirect_url] });
  });

  test('merges into the object for Apple', async () => {
    const { id } = await add();
    const patch = (apple_app_site_association: object) =>
      call('patch', `${DOMAINS}/${id}`)
        .set('Content-Type', 'application/merge-patch+json')
        .send(JSON.stringify({ apple_app_site_association }))
        .expect(200);
    await patch({ applinks: { details: [] }, webcredentials: { apps: ['x'] } });
    const { body } = await patch({ applinks: { defaults: {} }, webcredentials: null });
    expect(body.data.apple_app_site_association).toEqual({ applinks: { details: [], defaults: {} } });
  });

  test.each([
    [{ hostname: 'other.example' }, 'hostname'],
    [{ status: 'verified' }, 'status'],
    [{ workspace_id: NOWHERE }, 'workspace_id'],
    [{ is_workspace_default: true }, 'is_workspace_default'],
    [{ is_workspace_default: null }, 'is_workspace_default'],
    [{ is_workspace_default: 'yes' }, 'is_workspace_default'],
    [{ root_redirect_url: 'javascript:alert(1)' }, 'root_redirect_url'],
    [{ root_redirect_url: 'https://hbk.example/x' }, 'root_redirect_url'],
    [{ root_redirect_url: 7 }, 'root_redirect_url'],
    [{ not_found_redirect_url: '/lost' }, 'not_found_redirect_url'],
    [{ not_found_redirect_url: 'https://loop.example/' }, 'not_found_redirect_url'],
    [{ not_found_redirect_url: '' }, 'not_found_redirect_url'],
    [{ apple_app_site_association: [] }, 'apple_app_site_association'],
    [{ apple_app_site_association: '{}' }, 'apple_app_site_association'],
    [{ apple_app_site_association: { a: 'x'.repeat(65_536) } }, 'apple_app_site_association'],
    [{ assetlinks: {} }, 'assetlinks'],
    [{ assetlinks: ['x'] }, 'assetlinks'],
    [{ assetlinks: [null] }, 'assetlinks'],
    [{ assetlinks: [{ a: 'ä'.repeat(32_768) }] }, 'assetlinks'],
  ])('%j is 422 on %s', async (body, field) => {
    loop ??= await add('loop.example');
    const { body: answer } = await call('patch', `${DOMAINS}/${loop.id}`).send(body).expect(422);
    expect(Object.keys(answer.errors)).toEqual([field]);
  });
  let loop: Item | undefined;

  test('a file may have exactly 64 KiB', async () => {
    const { id } = await add();
    const assetlinks = [{ a: 'x'.repeat(65_536 - '[{"a":""}]'.length) }];
    await call('patch', `${DOMAINS}/${id}`).send({ assetlinks }).expect(200);
  });

  test('the installation’s own is read, but not changed, deleted or proved', async () => {
    const { body } = await call('get', LIST).expect(200);
    const [own] = body.data as Item[];
    expect(own).toMatchObject({ hostname: 'hbk.example', is_default: true, dns_records: [], workspace_id: null });
    expect(await read(own!.id)).toEqual(own);
    for (const [verb, path] of [
      ['patch', ''],
      ['put', ''],
      ['delete', ''],
      ['post', '/verify'],
    ] as const) {
      const { body: answer } = await call(verb, `${DOMAINS}/${own!.id}${path}`).send({}).expect(403);
      expect(answer.code).toBe('installation_domain');
    }
  });
});

describe('deleting a domain', () => {
  test('ends it at once', async () => {
    const item = await addVerified();
    await call('patch', `${DOMAINS}/${item.id}`).send({ root_redirect_url: 'https://www.example.com/' }).expect(200);
    await visit(item.hostname, '/').expect(302);
    await call('delete', `${DOMAINS}/${item.id}`).expect(204);
    await visit(item.hostname, '/').expect(404);
    await call('get', `${DOMAINS}/${item.id}`).expect(404);
    await call('delete', `${DOMAINS}/${item.id}`).expect(404);
    expect((await auditOf(item.id)).at(-1)).toMatchObject({ action: 'domain.deleted' });
  });

  test('is refused while links stand on it, with nothing said in the audit log', async () => {
    const item = await addVerified();
    const { body: link } = await createLink({ domain: item.hostname, slug: 'a' }).expect(201);
    const { body } = await call('delete', `${DOMAINS}/${item.id}`).expect(409);
    expect(body).toMatchObject({ code: 'domain_in_use' });
    expect((await auditOf(item.id)).map(({ action }) => action)).not.toContain('domain.deleted');
    await visit(item.hostname, '/a').expect(302);
    await call('delete', `${LINKS}/${link.data.id}`).expect(204);
    await call('delete', `${DOMAINS}/${item.id}`).expect(204);
  });

  test('beside links that are being made: none of them stands on nothing, and nothing is a fault of ours', async () => {
    const item = await addVerified();
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => createLink({ domain: item.hostname })),
      call('delete', `${DOMAINS}/${item.id}`),
      ...Array.from({ length: 5 }, () => createLink({ domain: item.hostname })),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => ![201, 204, 409, 422].includes(status))).toEqual([]);
  });
});

describe('who may', () => {
  test.each([
    ['domains:read', 'get', '', 200],
    ['domains:read', 'patch', '', 403],
    ['domains:read', 'delete', '', 403],
    ['domains:read', 'post', '/verify', 403],
    ['domains:write', 'get', '', 403],
    ['domains:write', 'patch', '', 200],
    ['domains:write', 'post', '/verify', 200],
    ['short-urls:write', 'post', '/verify', 403],
  ] as const)('a credential with %s: %s …%s is %i', async (scope, verb, path, status) => {
    const { id } = await add();
    const narrow = await generateToken(owner, { scopes: [scope] });
    const { body } = await call(verb, `${DOMAINS}/${id}${path}`, narrow)
      .send(verb === 'get' ? undefined : {})
      .expect(status);
    if (status === 403) expect(body.code).toBe('insufficient_scope');
  });

  test('a member without the permission sees and changes nothing', async () => {
    const { id } = await add();
    const member = await addMember(app.server, owner, { workspace_ids: [owner.defaultWorkspaceId] });
    await member.agent.get(`${DOMAINS}/${id}`).expect(200);
    for (const answer of [
      member.agent.post(DOMAINS).send({ hostname: newHost() }),
      member.agent.patch(`${DOMAINS}/${id}`).send({}),
      member.agent.post(`${DOMAINS}/${id}/verify`),
      member.agent.delete(`${DOMAINS}/${id}`),
    ]) {
      expect((await answer).body).toMatchObject({ code: 'permission_missing' });
    }
    const keeper = await addMember(app.server, owner, {
      workspace_ids: [owner.defaultWorkspaceId],
      permissions: ['domains.update'],
    });
    await keeper.agent.patch(`${DOMAINS}/${id}`).send({ root_redirect_url: null }).expect(200);
    await keeper.agent.delete(`${DOMAINS}/${id}`).expect(403);
  });

  test('nobody without a credential, whatever they send', async () => {
    await request(app.server).post(DOMAINS).send({ nonsense: true }).expect(401);
    await request(app.server).patch(`${DOMAINS}/${NOWHERE}`).send('{').expect(401);
  });

  test('answers carry the plan’s count', async () => {
    const person = await registerOwner(app.server, 'Counted');
    const counted = await generateToken(person);
    const { headers } = await call('post', DOMAINS, counted).send({ hostname: newHost() }).expect(201);
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '9' });
  });
});
