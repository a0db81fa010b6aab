import { describe, expect, test } from '@jest/globals';
import { ALL_SCOPES } from '../../../src/common/domain/access/scope.js';
import { OAuthClient } from '../../../src/modules/oauth-clients/domain/oauth-client.js';
import { accessOf } from '../../support/access.js';
import { ACTOR, clientServices, detailsOf, lacking, NOT_FOUND, refusalOf } from './services-fixture.js';

const UNKNOWN = '01900000-0000-7000-8000-000000000000';
const PAGE = { page: 1, perPage: 10 };
const noQuestion = () => Promise.resolve();

const SUMMARY = {
  name: 'Acme',
  link: 'https://acme.example',
  description: '',
  redirect_uris: ['https://acme.example/cb'],
  confidential: true,
  scopes: [ALL_SCOPES],
  require_pkce: false,
  access_token_lifetime_seconds: 31_536_000,
};

describe('registration', () => {
  test('stores the application, records it and tells of it', async () => {
    const { applications, clients, audit, events, clock } = clientServices();
    const [listing, secret = ''] = await applications.register(ACTOR, 'here', detailsOf());
    const { client } = listing;
    expect(await clients.findById(client.id)).toBe(client);
    expect(client.acceptsSecret(secret, clock.now())).toBe(true);
    expect(client).toMatchObject({ organizationId: 'organization', workspaceId: 'here', createdBy: 'user' });
    expect(client.createdAt).toEqual(clock.now());
    expect(audit.entries).toEqual([
      {
        actor: ACTOR,
        action: 'oauth_client.registered',
        resourceType: 'oauth_client',
        resourceId: client.id,
        workspaceId: 'here',
        changes: SUMMARY,
      },
    ]);
    expect(events.published).toEqual([
      ['oauth_client.registered', { clientId: client.id, organizationId: 'organization' }],
    ]);
  });

  test('binds to the active view; without one there is nothing to bind to', async () => {
    const { applications, clients, events } = clientServices();
    const [{ client }] = await applications.register(ACTOR, 'all', detailsOf());
    expect(client.workspaceId).toBeNull();
    const refusal = await refusalOf(() => applications.register(ACTOR, null, detailsOf()));
    expect(refusal).toEqual(['no_workspace', 'You reach no workspace.']);
    expect((await clients.list({ organizationId: 'organization' }, PAGE)).total).toBe(1);
    expect(events.published).toHaveLength(1);
  });

  test('gives a public application no secret', async () => {
    const { applications } = clientServices();
    const [, secret] = await applications.register(ACTOR, 'here', detailsOf({ confidential: false }));
    expect(secret).toBeUndefined();
  });
});

describe('the list', () => {
  const prepared = async () => {
    const services = clientServices();
    const [own] = await services.stored({ createdBy: 'user' });
    const [other] = await services.stored();
    await services.stored({ organizationId: 'another' });
    const ids = async (access = accessOf(), userId?: string) => {
      const { items, total } = await services.applications.list(access, PAGE, userId);
      return [items.map(({ client }) => client.id).sort(), total];
    };
    return { own: own.id, other: other.id, ids };
  };

  test('has one’s own', async () => {
    const { own, ids } = await prepared();
    expect(await ids()).toEqual([[own], 1]);
    expect(await ids(accessOf(), 'user')).toEqual([[own], 1]);
    expect(await ids(accessOf(), 'somebody else')).toEqual([[], 0]);
    expect(await ids(accessOf({ directPermissions: ['credentials.delete'] }), 'somebody else')).toEqual([[], 0]);
  });

  test('has the organization’s with credentials.view, or one person’s of it', async () => {
    const { own, other, ids } = await prepared();
    const viewer = accessOf({ directPermissions: ['credentials.view'] });
    expect(await ids(viewer)).toEqual([[own, other].sort(), 2]);
    expect(await ids(viewer, 'somebody else')).toEqual([[other], 1]);
    expect(await ids(viewer, 'user')).toEqual([[own], 1]);
  });
});

describe('reading one', () => {
  test('is for its maker, and for holders of a right over others’', async () => {
    const { applications, stored } = clientServices();
    const [own] = await stored({ createdBy: 'user' });
    const [other] = await stored();
    expect((await applications.find(accessOf(), own.id)).client).toBe(own);
    for (const permission of ['credentials.view', 'credentials.delete'] as const) {
      const access = accessOf({ directPermissions: [permission] });
      expect((await applications.find(access, other.id)).client).toBe(other);
    }
    for (const access of [accessOf(), accessOf({ directPermissions: ['credentials.create'] })]) {
      expect(await refusalOf(() => applications.find(access, other.id))).toEqual(NOT_FOUND);
    }
  });

  test('never crosses the organization, whoever made it', async () => {
    const { applications, stored } = clientServices();
    const [foreign] = await stored({ organizationId: 'another', createdBy: 'user' });
    const owner = accessOf({ role: 'owner' });
    expect(await refusalOf(() => applications.find(owner, foreign.id))).toEqual(NOT_FOUND);
    expect(await refusalOf(() => applications.find(owner, UNKNOWN))).toEqual(NOT_FOUND);
  });
});

describe('a change', () => {
  const askedBy = (asked: boolean[]) => (isNeeded: boolean) => {
    asked.push(isNeeded);
    return Promise.resolve();
  };

  test('is stored and recorded with what was before', async () => {
    const { applications, clients, audit, events, clock, stored } = clientServices();
    const [before] = await stored({ createdBy: 'user' });
    clock.advance(60);
    const asked: boolean[] = [];
    const input = { name: 'Other', accessTokenLifetimeSeconds: 60, requirePkce: true };
    const [{ client }, secret] = await applications.update(ACTOR, accessOf(), before.id, input, askedBy(asked));
    expect(secret).toBeUndefined();
    expect(asked).toEqual([false]);
    expect(client.updatedAt).toEqual(clock.now());
    expect(await clients.findById(before.id)).toBe(client);
    expect(audit.entries).toEqual([
      {
        actor: ACTOR,
        action: 'oauth_client.updated',
        resourceType: 'oauth_client',
        resourceId: before.id,
        workspaceId: 'here',
        changes: {
          before: SUMMARY,
          after: { ...SUMMARY, name: 'Other', access_token_lifetime_seconds: 60, require_pkce: true },
        },
      },
    ]);
    expect(events.published).toEqual([]);
  });

  test('OA-06b of what is guarded asks for the password, and waits for it outside of the transaction', async () => {
    const { applications, clients, audit, unitOfWork, stored } = clientServices();
    const [before] = await stored({ createdBy: 'user' });
    const change = { redirectUris: ['https://evil.example/'] };
    const wrong = (isNeeded: boolean) => Promise.reject(new Error(`${isNeeded} ${unitOfWork.isOpen}`));
    const attempt = applications.update(ACTOR, accessOf(), before.id, change, wrong);
    await expect(attempt).rejects.toThrow('true false');
    expect(await clients.findById(before.id)).toBe(before);
    expect(audit.entries).toEqual([]);
  });

  test('OA-06b makes the application ask everybody again where it sends people to a new address', async () => {
    const { applications, clients, stored } = clientServices();
    const [{ id }] = await stored({ createdBy: 'user' });
    const change = (...redirectUris: string[]) =>
      applications.update(ACTOR, accessOf(), id, { redirectUris }, askedBy([]));
    await change('https://acme.example/cb');
    expect(clients.askedAnew).toEqual([]);
    await change('https://acme.example/cb', 'https://acme.example/new');
    expect(clients.askedAnew).toEqual([id]);
    await change('https://acme.example/new');
    expect(clients.askedAnew).toEqual([id]);
  });

  test('that makes it confidential gives its first secret', async () => {
    const { applications, clock, stored } = clientServices();
    const [open] = await stored({ createdBy: 'user' }, { confidential: false });
    const [{ client }, secret = ''] = await applications.update(
      ACTOR,
      accessOf(),
      open.id,
      { confidential: true },
      noQuestion,
    );
    expect(client.acceptsSecret(secret, clock.now())).toBe(true);
  });

  test('of somebody else’s takes credentials.create in its workspace', async () => {
    const { applications, stored } = clientServices();
    const maker = accessOf({ directPermissions: ['credentials.view', 'credentials.create'] });
    const viewer = accessOf({ directPermissions: ['credentials.view'] });
    const change = (access = maker, id: string) => {
      const asked: boolean[] = [];
      const work = () => applications.update(ACTOR, access, id, { name: 'x' }, askedBy(asked));
      return refusalOf(work).then((refusal) => [refusal, asked]);
    };
    const [here] = await stored();
    const [elsewhere] = await stored({ workspaceId: 'elsewhere' });
    const [everywhere] = await stored({ workspaceId: null });
    expect(await change(viewer, here.id)).toEqual([lacking('credentials.create'), []]);
    expect(await change(viewer, everywhere.id)).toEqual([lacking('credentials.create'), []]);
    expect(await change(maker, elsewhere.id)).toEqual([lacking('credentials.create'), []]);
    expect(await change(accessOf(), here.id)).toEqual([NOT_FOUND, []]);
    expect(await change(maker, here.id)).toEqual([undefined, [false]]);
    expect(await change(maker, everywhere.id)).toEqual([undefined, [false]]);
  });

  test('gives way to one that came first', async () => {
    const { applications, clients, audit, clock, stored } = clientServices();
    const [before] = await stored({ createdBy: 'user' });
    const [first] = before.with({ name: 'First' }, clock.now());
    const inBetween = async () => {
      await clients.replace(before, first);
    };
    const work = () => applications.update(ACTOR, accessOf(), before.id, { name: 'Second' }, inBetween);
    const words = 'Somebody else has changed this application just now. Read it again first.';
    expect(await refusalOf(work)).toEqual(['conflict', words]);
    expect(await clients.findById(before.id)).toBe(first);
    expect(audit.entries).toEqual([]);
  });
});

describe('deletion', () => {
  test('takes it away, records it and tells of it', async () => {
    const { applications, clients, audit, events, stored } = clientServices();
    const [client] = await stored({ createdBy: 'user' });
    await applications.remove(ACTOR, accessOf(), client.id);
    expect(await clients.findById(client.id)).toBeUndefined();
    expect(audit.entries).toEqual([
      {
        actor: ACTOR,
        action: 'oauth_client.deleted',
        resourceType: 'oauth_client',
        resourceId: client.id,
        workspaceId: 'here',
        changes: { name: 'Acme' },
      },
    ]);
    expect(events.published).toEqual([
      ['oauth_client.deleted', { clientId: client.id, organizationId: 'organization' }],
    ]);
  });

  test('of somebody else’s takes credentials.delete in its workspace', async () => {
    const { applications, clients, stored } = clientServices();
    const [client] = await stored();
    const ender = accessOf({ directPermissions: ['credentials.delete'] });
    const viewer = accessOf({ directPermissions: ['credentials.view', 'credentials.create'] });
    const remove = (access = ender, of: OAuthClient) => refusalOf(() => applications.remove(ACTOR, access, of.id));
    expect(await remove(viewer, client)).toEqual(lacking('credentials.delete'));
    expect(await remove(accessOf(), client)).toEqual(NOT_FOUND);
    const [elsewhere] = await stored({ workspaceId: 'elsewhere' });
    expect(await remove(ender, elsewhere)).toEqual(lacking('credentials.delete'));
    expect(await clients.findById(client.id)).toBe(client);
    expect(await remove(ender, client)).toBeUndefined();
  });

  test('happens once', async () => {
    const { applications, audit, events, stored } = clientServices();
    const [client] = await stored({ createdBy: 'user' });
    const remove = () => refusalOf(() => applications.remove(ACTOR, accessOf(), client.id));
    expect(await Promise.all([remove(), remove()])).toEqual([undefined, NOT_FOUND]);
    expect(audit.entries).toHaveLength(1);
    expect(events.published).toHaveLength(1);
  });
});

describe('for the authorization server', () => {
  test('a client_id is compared as a string', async () => {
    const { applications, stored } = clientServices();
    const [client] = await stored();
    expect(await applications.findByClientId(client.id)).toBe(client);
    for (const id of [client.id.toUpperCase(), ` ${client.id}`, 'acme', '', UNKNOWN]) {
      expect(await applications.findByClientId(id)).toBeUndefined();
    }
  });

  test('an application has the name of who runs it', async () => {
    const { applications, clients, stored } = clientServices();
    const [client] = await stored();
    clients.operators.set('organization', 'Harbour Bikes');
    expect(await applications.operatorOf(client)).toBe('Harbour Bikes');
  });
});
