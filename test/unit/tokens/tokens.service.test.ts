import { beforeEach, describe, expect, test } from '@jest/globals';
import { Actor } from '../../../src/common/domain/access/actor.js';
import { MemberAccess } from '../../../src/common/domain/access/member-access.js';
import { Permission } from '../../../src/common/domain/access/permission.js';
import { Role } from '../../../src/common/domain/access/role.js';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { ForbiddenError, NotFoundError, ValidationError } from '../../../src/common/domain/errors.js';
import { newApiToken } from '../../../src/modules/tokens/domain/api-token-format.js';
import { ApiToken } from '../../../src/modules/tokens/domain/api-token.js';
import { TokensService } from '../../../src/modules/tokens/application/tokens.service.js';
import { FakeCommittedChanges } from '../../fakes/fake-committed-changes.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { ImmediateUnitOfWork } from '../../fakes/immediate-unit-of-work.js';
import { InMemoryApiTokenRepository } from '../../fakes/in-memory-api-token.repository.js';
import { RecordingEventPublisher } from '../../fakes/recording-event-publisher.js';
import { RecordingAuditTrail } from '../../fakes/recording-audit-trail.js';
import { failureOf } from '../../support/errors.js';

const PAGE = { page: 1, perPage: 25 };
const DAY = 24 * 60 * 60;
const ORDER = { name: 'Nightly export', scopes: ScopeSet.of(['short-urls:read']) };

let clock: FakeClock;
let changes: FakeCommittedChanges;
let audit: RecordingAuditTrail;
let heard: RecordingEventPublisher['published'];
let repository: InMemoryApiTokenRepository;
let service: TokensService;

beforeEach(() => {
  clock = new FakeClock();
  changes = new FakeCommittedChanges();
  const unitOfWork = new ImmediateUnitOfWork();
  audit = new RecordingAuditTrail(unitOfWork);
  repository = new InMemoryApiTokenRepository();
  const events = new RecordingEventPublisher(unitOfWork);
  heard = events.published;
  service = new TokensService(repository, audit, events, unitOfWork, changes, clock);
});

const actorOf = (userId: string): Actor => ({ userId, organizationId: 'organization', address: '192.0.2.7' });

/** Of a member who is assigned to the workspace `north`, and holds `permissions` there. */
function access(
  userId: string,
  permissions: readonly Permission[] = [],
  organizationId = 'organization',
): MemberAccess {
  const role: Role = 'member';
  const workspaces = [
    { id: 'north', isDefault: true, assigned: true },
    { id: 'south', isDefault: false, assigned: false },
  ];
  return new MemberAccess({
    userId,
    organizationId,
    role,
    directPermissions: permissions,
    groupPermissions: [],
    workspaces,
  });
}

async function tokenOf(userId: string, choice = 'north', order: object = {}): Promise<[ApiToken, string]> {
  const [{ token }, secret] = await service.generate(actorOf(userId), userId, choice, { ...ORDER, ...order });
  return [token, secret];
}

/** A token made before the test looks at what is recorded. */
async function earlierTokenOf(userId: string, choice = 'north'): Promise<ApiToken> {
  const [token] = await tokenOf(userId, choice);
  audit.entries.length = 0;
  heard.length = 0;
  return token;
}

describe('generating', () => {
  test('gives an unused token of the user, bound to the active workspace', async () => {
    const [listing, secret] = await service.generate(actorOf('ada'), 'ada', 'north', ORDER);
    expect(listing).toEqual({ token: listing.token, lastUsedAt: null, lastUsedAddress: null, usesIn30Days: 0 });
    expect(listing.token).toMatchObject({
      organizationId: 'organization',
      userId: 'ada',
      workspaceId: 'north',
      name: 'Nightly export',
      scopes: ['short-urls:read'],
      createdAt: new Date('2026-11-25T09:00:00Z'),
      expiresAt: new Date('2027-11-25T09:00:00Z'),
    });
    expect((await service.verify(secret))?.id).toBe(listing.token.id);
  });

  test('under All Workspaces binds it to none', async () => {
    const [token] = await tokenOf('ada', 'all');
    expect(token.workspaceId).toBeNull();
  });

  test('is refused to who reaches no workspace', async () => {
    const failure = await failureOf(() => service.generate(actorOf('ada'), 'ada', null, ORDER));
    expect(failure).toBeInstanceOf(ForbiddenError);
    expect(failure).toMatchObject({ code: 'no_workspace' });
  });

  test('takes an end in days or at a time', async () => {
    const [inDays] = await tokenOf('ada', 'north', { expiresInDays: 2 });
    expect(inDays.expiresAt).toEqual(new Date('2026-11-27T09:00:00Z'));
    const [atTime] = await tokenOf('ada', 'north', { expiresAt: new Date('2026-11-25T09:00:01Z') });
    expect(atTime.expiresAt).toEqual(new Date('2026-11-25T09:00:01Z'));
    expect(await failureOf(() => tokenOf('ada', 'north', { expiresAt: clock.now() }))).toBeInstanceOf(ValidationError);
  });

  test('leaves an entry without the secret, and an event', async () => {
    const [token] = await tokenOf('ada', 'north');
    expect(audit.entries).toEqual([
      {
        actor: actorOf('ada'),
        action: 'api_token.created',
        resourceType: 'api_token',
        resourceId: token.id,
        workspaceId: 'north',
        changes: { name: 'Nightly export', scopes: ['short-urls:read'], expires_at: token.expiresAt },
      },
    ]);
    expect(heard).toEqual([['api_token.created', { tokenId: token.id, userId: 'ada', workspaceId: 'north' }]]);
  });
});

describe('a list', () => {
  let ofAda: ApiToken;
  let ofBob: ApiToken;

  beforeEach(async () => {
    ofAda = await earlierTokenOf('ada');
    ofBob = await earlierTokenOf('bob');
  });

  const listed = async (by: MemberAccess, userId?: string): Promise<ApiToken[]> =>
    (await service.list(by, PAGE, userId)).items.map(({ token }) => token);

  test('holds one’s own tokens', async () => {
    expect(await listed(access('ada'))).toEqual([ofAda]);
    expect(await listed(access('ada'), 'ada')).toEqual([ofAda]);
  });

  test('of somebody else is empty without credentials.view', async () => {
    expect(await service.list(access('ada'), PAGE, 'bob')).toEqual({ items: [], total: 0 });
  });

  test('holds everybody’s with credentials.view, or one user’s', async () => {
    const viewer = access('eve', ['credentials.view']);
    expect(await listed(viewer)).toEqual([ofAda, ofBob]);
    expect(await listed(viewer, 'bob')).toEqual([ofBob]);
  });

  test('never holds another organization’s', async () => {
    expect(await listed(access('ada', ['credentials.view'], 'another'))).toEqual([]);
  });

  test('comes by the page', async () => {
    const viewer = access('eve', ['credentials.view']);
    expect(await service.list(viewer, { page: 2, perPage: 1 })).toMatchObject({ items: [{ token: ofBob }], total: 2 });
  });
});

describe('finding one', () => {
  test('shows one’s own, and with credentials.view everybody’s', async () => {
    const token = await earlierTokenOf('ada');
    expect(await service.find(access('ada'), token.id)).toBe(token);
    expect(await service.find(access('eve', ['credentials.view']), token.id)).toBe(token);
  });

  test('hides all others, existing or not', async () => {
    const token = await earlierTokenOf('ada');
    const viewer = access('eve', ['credentials.view'], 'another');
    expect(await failureOf(service.find(access('eve', ['credentials.delete']), token.id))).toBeInstanceOf(
      NotFoundError,
    );
    expect(await failureOf(service.find(viewer, token.id))).toBeInstanceOf(NotFoundError);
    expect(await failureOf(service.find(access('ada'), 'unknown'))).toBeInstanceOf(NotFoundError);
  });
});

describe('revoking', () => {
  const remains = async (token: ApiToken): Promise<boolean> =>
    (await repository.findById('organization', token.id)) !== undefined;

  test('takes effect before it is answered', async () => {
    const [token, secret] = await tokenOf('ada');
    expect(changes.settlements).toBe(0);
    await service.revoke(actorOf('ada'), access('ada'), token.id);
    expect(await service.verify(secret)).toBeUndefined();
    expect(changes.settlements).toBe(1);
  });

  test('leaves an entry and an event', async () => {
    const token = await earlierTokenOf('ada');
    await service.revoke(actorOf('ada'), access('ada'), token.id);
    expect(audit.entries).toEqual([
      {
        actor: actorOf('ada'),
        action: 'api_token.deleted',
        resourceType: 'api_token',
        resourceId: token.id,
        workspaceId: 'north',
        changes: { name: 'Nightly export' },
      },
    ]);
    expect(heard).toEqual([['api_token.deleted', { tokenId: token.id, userId: 'ada' }]]);
  });

  test('somebody else’s takes credentials.delete in its workspace', async () => {
    const there = await earlierTokenOf('ada', 'north');
    const elsewhere = await earlierTokenOf('ada', 'south');
    const deleter = access('eve', ['credentials.delete']);
    const viewer = access('eve', ['credentials.view']);
    expect(await failureOf(service.revoke(actorOf('eve'), viewer, there.id))).toBeInstanceOf(NotFoundError);
    expect(await failureOf(service.revoke(actorOf('eve'), deleter, elsewhere.id))).toBeInstanceOf(NotFoundError);
    await service.revoke(actorOf('eve'), deleter, there.id);
    expect(await remains(there)).toBe(false);
    expect(await remains(elsewhere)).toBe(true);
    expect(heard).toEqual([['api_token.deleted', { tokenId: there.id, userId: 'ada' }]]);
  });

  test('somebody else’s for all workspaces takes credentials.delete in one of them', async () => {
    const token = await earlierTokenOf('ada', 'all');
    expect(await failureOf(service.revoke(actorOf('eve'), access('eve'), token.id))).toBeInstanceOf(NotFoundError);
    await service.revoke(actorOf('eve'), access('eve', ['credentials.delete']), token.id);
    expect(await remains(token)).toBe(false);
  });

  test('finds nothing in another organization, or a second time', async () => {
    const token = await earlierTokenOf('ada');
    const stranger = access('ada', ['credentials.delete'], 'another');
    expect(await failureOf(service.revoke(actorOf('ada'), stranger, token.id))).toBeInstanceOf(NotFoundError);
    await service.revoke(actorOf('ada'), access('ada'), token.id);
    expect(await failureOf(service.revoke(actorOf('ada'), access('ada'), token.id))).toBeInstanceOf(NotFoundError);
    expect(audit.entries).toHaveLength(1);
  });

  test('by two at the same time succeeds once', async () => {
    const token = await earlierTokenOf('ada');
    const revoke = () => service.revoke(actorOf('ada'), access('ada'), token.id);
    const outcomes = await Promise.allSettled([revoke(), revoke()]);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: undefined },
      { status: 'rejected', reason: new NotFoundError() },
    ]);
    expect(audit.entries).toHaveLength(1);
  });
});

describe('verifying', () => {
  test('gives the credential behind the secret', async () => {
    const [token, secret] = await tokenOf('ada');
    expect(await service.verify(secret)).toEqual(token.toCredential());
  });

  test('ends at the very millisecond', async () => {
    const [, secret] = await tokenOf('ada', 'north', { expiresInDays: 1 });
    clock.advance(DAY - 0.001);
    expect(await service.verify(secret)).toBeDefined();
    clock.advance(0.001);
    expect(await service.verify(secret)).toBeUndefined();
  });

  test('asks nobody about what is malformed, and knows no stranger', async () => {
    const stranger = newApiToken();
    expect(await service.verify(`${stranger.slice(0, -1)}${stranger.endsWith('0') ? '1' : '0'}`)).toBeUndefined();
    expect(repository.lookUps).toBe(0);
    expect(await service.verify(stranger)).toBeUndefined();
    expect(repository.lookUps).toBe(1);
  });
});
