import { beforeEach, describe, expect, test } from '@jest/globals';
import { Credential } from '../../../src/common/domain/access/credential.js';
import { MemberAccess } from '../../../src/common/domain/access/member-access.js';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { VerifiedCredentials } from '../../../src/modules/auth/application/verified-credentials.js';
import { CredentialVerifier } from '../../../src/modules/auth/domain/credential-verifier.js';
import { ActiveMembership, WorkspacesService } from '../../../src/modules/workspaces/index.js';
import { FakeCommittedChanges } from '../../fakes/fake-committed-changes.js';
import { FakeClock } from '../../fakes/fake-clock.js';

const TOKEN = 'a token';
const MINUTE = 60;

/** Knows one token, and counts how often it is asked. */
class OneToken extends CredentialVerifier {
  asked = 0;
  credential: Credential | undefined;
  /** What happens while the answer is on its way. */
  meanwhile: () => void = () => undefined;

  override async verify(token: string): Promise<Credential | undefined> {
    this.asked += 1;
    const found = token === TOKEN ? this.credential : undefined;
    await Promise.resolve();
    this.meanwhile();
    return found;
  }
}

const membership = {
  organization: { id: 'organization' },
  user: { id: 'user' },
  access: new MemberAccess({
    userId: 'user',
    organizationId: 'organization',
    role: 'owner',
    directPermissions: [],
    groupPermissions: [],
    workspaces: [],
  }),
} as ActiveMembership;

describe('verified credentials', () => {
  let clock: FakeClock;
  let changes: FakeCommittedChanges;
  let verifier: OneToken;
  let members: Map<string, ActiveMembership>;
  let credentials: VerifiedCredentials;

  beforeEach(() => {
    clock = new FakeClock();
    changes = new FakeCommittedChanges();
    verifier = new OneToken();
    verifier.credential = {
      type: 'access_token',
      id: 'token',
      userId: 'user',
      workspaceId: null,
      scopes: ScopeSet.of(['*']),
      clientId: 'client',
      grantId: 'grant',
      expiresAt: new Date(clock.now().getTime() + MINUTE * 1000),
    };
    members = new Map([['user', membership]]);
    const workspaces = {
      membershipOf: (userId: string) => Promise.resolve(members.get(userId)),
    } as WorkspacesService;
    credentials = new VerifiedCredentials(verifier, workspaces, changes, clock);
  });

  const find = async (): Promise<string | undefined> => (await credentials.find(TOKEN))?.credential.id;

  test('are looked up once', async () => {
    expect(await credentials.find(TOKEN)).toEqual({ credential: verifier.credential, membership });
    expect(await credentials.find(TOKEN)).toMatchObject({ credential: verifier.credential, membership });
    expect(verifier.asked).toBe(1);
  });

  test.each(['token', 'user', 'client', 'grant', 'organization'])('are forgotten when their %s changes', async (id) => {
    await find();
    verifier.credential = undefined;
    changes.announce(id);
    expect(await find()).toBeUndefined();
  });

  test('are not forgotten for the sake of others', async () => {
    await find();
    changes.announce('somebody else');
    await find();
    expect(verifier.asked).toBe(1);
  });

  test('are all forgotten when changes were missed', async () => {
    await find();
    changes.announce(undefined);
    await find();
    expect(verifier.asked).toBe(2);
  });

  test('are not remembered when something changed while they were read', async () => {
    verifier.meanwhile = () => {
      changes.announce('token');
    };
    await find();
    verifier.meanwhile = () => undefined;
    verifier.credential = undefined;
    expect(await find()).toBeUndefined();
  });

  test('are looked up each time while changes are not heard, and not remembered from then', async () => {
    await find();
    changes.isHeard = false;
    await find();
    await find();
    expect(verifier.asked).toBe(3);
    changes.announce(undefined);
    changes.isHeard = true;
    await find();
    expect(verifier.asked).toBe(4);
  });

  test('are at most five seconds old, even should a change never be heard', async () => {
    await find();
    verifier.credential = undefined;
    clock.advance(4.999);
    expect(await find()).toBe('token');
    clock.advance(0.001);
    expect(await find()).toBeUndefined();
  });

  test('end at their time, remembered or not', async () => {
    clock.advance(MINUTE - 1);
    await find();
    verifier.credential = undefined;
    clock.advance(1);
    expect(await find()).toBeUndefined();
  });

  test('need a user who may act', async () => {
    members.clear();
    expect(await find()).toBeUndefined();
    members.set('user', membership);
    expect(await find()).toBe('token');
  });

  test('unknown ones are asked for each time', async () => {
    expect(await credentials.find('another token')).toBeUndefined();
    expect(await credentials.find('another token')).toBeUndefined();
    expect(verifier.asked).toBe(2);
  });
});
