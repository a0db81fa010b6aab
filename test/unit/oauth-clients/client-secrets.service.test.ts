import { describe, expect, test } from '@jest/globals';
import { accessOf } from '../../support/access.js';
import { ACTOR, clientServices, lacking, NOT_FOUND, refusalOf } from './services-fixture.js';

const UNKNOWN = '01900000-0000-7000-8000-000000000000';
const confirmed = () => Promise.resolve();
const untouched = () => Promise.reject(new Error('The password was asked for'));
const LAST = ['last_secret', 'No other secret of this application works. Make a new one first.'];

describe('a new secret', () => {
  test('is stored, recorded and told of', async () => {
    const { secrets, clients, audit, events, clock, stored } = clientServices();
    const [client, old] = await stored({ createdBy: 'user' });
    clock.advance(60);
    const [secret, value] = await secrets.issue(ACTOR, accessOf(), client.id, 2, confirmed);
    const now = clock.now();
    const rotated = await clients.findById(client.id);
    expect(secret).toMatchObject({ createdAt: now, expiresAt: null });
    expect(rotated?.secrets).toEqual([expect.objectContaining({ id: client.secrets[0]?.id }), secret]);
    expect([old, value].map((each) => rotated?.acceptsSecret(each, now))).toEqual([true, true]);
    clock.advance(2 * 3600);
    expect([old, value].map((each) => rotated?.acceptsSecret(each, clock.now()))).toEqual([false, true]);
    expect(audit.entries).toEqual([
      {
        actor: ACTOR,
        action: 'oauth_client_secret.created',
        resourceType: 'oauth_client_secret',
        resourceId: secret.id,
        workspaceId: 'here',
        changes: { oauth_client_id: client.id, name: 'Acme', expire_previous_in_hours: 2 },
      },
    ]);
    expect(JSON.stringify(audit.entries)).not.toContain(value);
    expect(events.published).toEqual([
      ['oauth_client_secret.created', { secretId: secret.id, clientId: client.id, organizationId: 'organization' }],
    ]);
  });

  test('takes the password, outside of the transaction, and nothing happens without it', async () => {
    const { secrets, clients, audit, unitOfWork, stored } = clientServices();
    const [client] = await stored({ createdBy: 'user' });
    const wrong = () => Promise.reject(new Error(`wrong ${unitOfWork.isOpen}`));
    await expect(secrets.issue(ACTOR, accessOf(), client.id, 24, wrong)).rejects.toThrow('wrong false');
    expect(await clients.findById(client.id)).toBe(client);
    expect(audit.entries).toEqual([]);
  });

  test('is added to what the application is when the password is confirmed', async () => {
    const { secrets, clients, clock, stored } = clientServices();
    const [client] = await stored({ createdBy: 'user' });
    const [other, , value] = client.withNewSecret(24, clock.now());
    const meanwhile = () => clients.replace(client, other);
    const [secret] = await secrets.issue(ACTOR, accessOf(), client.id, 24, meanwhile);
    const current = await clients.findById(client.id);
    expect(current?.secrets).toHaveLength(3);
    expect(current?.secrets.at(-1)).toBe(secret);
    expect(current?.acceptsSecret(value, clock.now())).toBe(true);
  });

  test('comes too late for an application that is gone or public by then', async () => {
    const { secrets, clients, clock, stored, events } = clientServices();
    const [gone] = await stored({ createdBy: 'user' });
    const remove = () => clients.remove(gone);
    expect(await refusalOf(() => secrets.issue(ACTOR, accessOf(), gone.id, 24, remove))).toEqual(NOT_FOUND);
    const [client] = await stored({ createdBy: 'user' });
    const open = () => clients.replace(client, client.with({ confidential: false }, clock.now())[0]);
    const refusal = await refusalOf(() => secrets.issue(ACTOR, accessOf(), client.id, 24, open));
    expect(refusal?.[0]).toBe('public_client');
    expect(events.published).toEqual([]);
  });

  test('is for those who may change the application, and for confidential ones', async () => {
    const { secrets, stored } = clientServices();
    const [client] = await stored();
    const [open] = await stored({}, { confidential: false });
    const viewer = accessOf({ directPermissions: ['credentials.view', 'credentials.delete'] });
    const maker = accessOf({ directPermissions: ['credentials.view', 'credentials.create'] });
    const issue = (access = maker, id = client.id, confirm: () => Promise<unknown> = untouched) =>
      refusalOf(() => secrets.issue(ACTOR, access, id, 24, confirm));
    expect(await issue(accessOf())).toEqual(NOT_FOUND);
    expect(await issue(maker, UNKNOWN)).toEqual(NOT_FOUND);
    expect(await issue(viewer)).toEqual(lacking('credentials.create'));
    const words = 'A public application has no secrets: it proves itself by PKCE.';
    expect(await issue(maker, open.id)).toEqual(['public_client', words]);
    expect(await issue(maker, client.id, confirmed)).toBeUndefined();
  });
});

describe('deleting a secret', () => {
  const rotated = async (createdBy = 'user') => {
    const services = clientServices();
    const [client] = await services.stored({ createdBy });
    const [secret] = await services.secrets.issue(ACTOR, accessOf({ role: 'owner' }), client.id, 24, confirmed);
    const [first] = client.secrets;
    services.audit.entries.length = 0;
    services.events.published.length = 0;
    return { ...services, client, first: first!, secret };
  };

  test('is stored, recorded and told of', async () => {
    const { secrets, clients, audit, events, client, first, secret } = await rotated();
    await secrets.remove(ACTOR, accessOf(), client.id, first.id);
    expect((await clients.findById(client.id))?.secrets).toEqual([secret]);
    expect(audit.entries).toEqual([
      {
        actor: ACTOR,
        action: 'oauth_client_secret.deleted',
        resourceType: 'oauth_client_secret',
        resourceId: first.id,
        workspaceId: 'here',
        changes: { oauth_client_id: client.id, name: 'Acme' },
      },
    ]);
    expect(events.published).toEqual([
      ['oauth_client_secret.deleted', { secretId: first.id, clientId: client.id, organizationId: 'organization' }],
    ]);
  });

  test('leaves the last one that works now', async () => {
    const { secrets, clock, client, first, secret, events } = await rotated();
    clock.advance(24 * 3600);
    const remove = (id: string) => refusalOf(() => secrets.remove(ACTOR, accessOf(), client.id, id));
    expect(await remove(secret.id)).toEqual(LAST);
    expect(events.published).toEqual([]);
    expect(await remove(first.id)).toBeUndefined();
    expect(await remove(first.id)).toEqual(NOT_FOUND);
  });

  test('is for those who may delete the application', async () => {
    const { secrets, clients, client, first } = await rotated('somebody else');
    const maker = accessOf({ directPermissions: ['credentials.view', 'credentials.create'] });
    const ender = accessOf({ directPermissions: ['credentials.delete'] });
    const remove = (access = ender, id = client.id) => refusalOf(() => secrets.remove(ACTOR, access, id, first.id));
    expect(await remove(accessOf())).toEqual(NOT_FOUND);
    expect(await remove(ender, UNKNOWN)).toEqual(NOT_FOUND);
    expect(await remove(maker)).toEqual(lacking('credentials.delete'));
    expect((await clients.findById(client.id))?.secrets).toHaveLength(2);
    expect(await remove(ender)).toBeUndefined();
  });
});
