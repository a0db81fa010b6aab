import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  ForbiddenError,
  NotFoundError,
  TooManyAttemptsError,
  ValidationError,
} from '../../../src/common/domain/errors.js';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { AuthService } from '../../../src/modules/auth/index.js';
import { ActiveMembership } from '../../../src/modules/workspaces/index.js';
import { InMemoryAccounts } from '../../fakes/in-memory-accounts.js';
import { InMemorySessionRepository } from '../../fakes/in-memory-session.repository.js';
import { failureOf } from '../../support/errors.js';

const ADDRESS = '192.0.2.7';
const PASSWORD = 'her long password';
const ANOTHER_PASSWORD = 'another long password';
const GRACE = { name: 'Grace', email: 'grace@navy.example', password: PASSWORD, organizationName: 'Navy' };
const WRONG_PAIR = { email: ["E-mail and password don't match. Check both and try again."] };

let accounts: InMemoryAccounts;
let sessions: InMemorySessionRepository;
let auth: AuthService;

function authWhile(registration: 'open' | 'closed'): AuthService {
  const { users, links, organizations, workspaces, throttle, audit, unitOfWork } = accounts;
  const configuration = new Configuration(readEnvironment({ REGISTRATION: registration }), ['x'.repeat(32)], '');
  return new AuthService(users, links, organizations, workspaces, sessions, throttle, audit, unitOfWork, configuration);
}

beforeEach(() => {
  accounts = new InMemoryAccounts();
  sessions = new InMemorySessionRepository();
  auth = authWhile('open');
});

const sessionsOf = async (userId: string): Promise<string[]> => (await auth.listSessions(userId)).map(({ id }) => id);

describe('registering', () => {
  test('makes an organization with its owner, who may act at once', async () => {
    const { user, organization, access } = await auth.register(GRACE, ADDRESS);
    expect(user).toMatchObject({ name: 'Grace', email: 'grace@navy.example' });
    expect(organization.name).toBe('Navy');
    expect(access.isOwner).toBe(true);
    expect(access.workspaceIds).toHaveLength(1);
  });

  test('leaves an entry that names the address it came from', async () => {
    const { user, organization } = await auth.register(GRACE, ADDRESS);
    expect(accounts.audit.entries.map(({ actor }) => actor)).toEqual([
      { userId: user.id, organizationId: organization.id, address: ADDRESS },
    ]);
  });

  test('is refused on an installation that is closed, before anything is stored', async () => {
    const failure = await failureOf(authWhile('closed').register(GRACE, ADDRESS));
    expect(failure).toBeInstanceOf(ForbiddenError);
    expect(failure).toMatchObject({
      code: 'registration_closed',
      message: 'Registration is closed on this installation.',
    });
    expect(await accounts.users.findByEmail(GRACE.email)).toBeUndefined();
  });

  test('passes 60 times an hour from one address, whether it succeeds or not', async () => {
    await auth.register(GRACE, ADDRESS);
    for (let count = 2; count <= 60; count += 1) {
      expect(await failureOf(auth.register(GRACE, ADDRESS))).toBeInstanceOf(ValidationError);
    }
    const failure = await failureOf(auth.register({ ...GRACE, email: 'other@navy.example' }, ADDRESS));
    expect(failure).toBeInstanceOf(TooManyAttemptsError);
    expect(failure).toMatchObject({ limit: 60, resetAt: new Date('2026-11-25T10:00:00Z') });
    accounts.clock.advance(3600);
    await auth.register({ ...GRACE, email: 'other@navy.example' }, ADDRESS);
  });

  test('counts the addresses of one IPv6 network as one, and others apart', async () => {
    await auth.register(GRACE, '2001:db8::1');
    for (let count = 2; count <= 60; count += 1) await failureOf(auth.register(GRACE, `2001:db8::${count}`));
    expect(await failureOf(auth.register(GRACE, '2001:db8::ffff'))).toBeInstanceOf(TooManyAttemptsError);
    expect(await failureOf(auth.register(GRACE, '2001:db8:0:1::1'))).toBeInstanceOf(ValidationError);
  });
});

describe('signing in', () => {
  let ada: ActiveMembership;

  beforeEach(async () => {
    ada = await accounts.owner('ada@acme.example', PASSWORD);
  });

  test('takes the e-mail address in any case, and the password', async () => {
    const membership = await auth.signIn('Ada@Acme.example', PASSWORD, ADDRESS);
    expect(membership).toEqual(ada);
  });

  test.each([
    ['a wrong password', 'ada@acme.example', 'her wrong password'],
    ['an unknown account', 'nobody@acme.example', PASSWORD],
  ])('answers %s by one message', async (_what, email, password) => {
    expect(await failureOf(auth.signIn(email, password, ADDRESS))).toMatchObject({ errors: WRONG_PAIR });
  });

  test('answers a suspended user as if the password were wrong', async () => {
    await accounts.suspend(ada);
    expect(await failureOf(auth.signIn('ada@acme.example', PASSWORD, ADDRESS))).toMatchObject({ errors: WRONG_PAIR });
  });
});

describe('who is behind a session', () => {
  test('is its user with what they may do', async () => {
    const ada = await accounts.owner();
    expect(await auth.membershipOf(ada.user.id)).toEqual(ada);
  });

  test('is nobody once they are suspended or gone', async () => {
    const ada = await accounts.owner();
    await accounts.suspend(ada);
    expect(await auth.membershipOf(ada.user.id)).toBeUndefined();
    expect(await auth.membershipOf('somebody gone')).toBeUndefined();
  });
});

describe('the active workspace', () => {
  let ada: ActiveMembership;
  let main: string;

  beforeEach(async () => {
    ada = await accounts.owner();
    [main = ''] = ada.access.workspaceIds;
  });

  const remembered = async ({ user }: ActiveMembership): Promise<unknown> =>
    (await accounts.members.activeMembership(user.id))?.lastWorkspace;

  test('is one in reach, or all, and remembered', async () => {
    expect(await auth.activateWorkspace(ada, main)).toBe(main);
    expect(await remembered(ada)).toBe(main);
    expect(await auth.activateWorkspace(ada, 'all')).toBe('all');
    expect(await remembered(ada)).toBe('all');
  });

  test('is never one out of reach', async () => {
    await auth.activateWorkspace(ada, main);
    expect(await failureOf(auth.activateWorkspace(ada, 'elsewhere'))).toBeInstanceOf(NotFoundError);
    expect(await remembered(ada)).toBe(main);
  });

  test('is not all for who reaches none', async () => {
    const bob = await accounts.member(ada.organization.id);
    expect(await failureOf(auth.activateWorkspace(bob, 'all'))).toBeInstanceOf(NotFoundError);
    expect(await remembered(bob)).toBeNull();
  });
});

describe('a change', () => {
  let ada: ActiveMembership;
  let id: string;
  const actor = () => ({ userId: id, organizationId: ada.organization.id, address: ADDRESS });

  beforeEach(async () => {
    ada = await accounts.owner('ada@acme.example', PASSWORD);
    ({ id } = ada.user);
    sessions.begin(id, 'this one');
    sessions.begin(id, 'at work');
    sessions.begin('somebody else', 'theirs');
  });

  const signsInWith = (password: string): Promise<boolean> =>
    auth.signIn('ada@acme.example', password, ADDRESS).then(
      () => true,
      () => false,
    );

  test('of the profile is stored, with an entry of what was and what is', async () => {
    await auth.updateProfile(actor(), id, { name: 'Ada King', theme: 'dark' });
    expect((await auth.membershipOf(id))?.user).toMatchObject({
      name: 'Ada King',
      theme: 'dark',
      email: 'ada@acme.example',
    });
    expect(accounts.audit.entries).toEqual([
      {
        actor: actor(),
        action: 'user.updated',
        resourceType: 'user',
        resourceId: id,
        changes: { name: ['Ada', 'Ada King'], theme: ['system', 'dark'] },
      },
    ]);
  });

  test('of the password ends all other sessions of the user, and nobody else’s', async () => {
    await auth.changePassword(actor(), id, ANOTHER_PASSWORD, 'this one');
    expect(await signsInWith(PASSWORD)).toBe(false);
    expect(await signsInWith(ANOTHER_PASSWORD)).toBe(true);
    expect(await sessionsOf(id)).toEqual(['this one']);
    expect(await sessionsOf('somebody else')).toEqual(['theirs']);
    expect(accounts.audit.entries).toEqual([
      { actor: actor(), action: 'user.password_changed', resourceType: 'user', resourceId: id },
    ]);
  });

  test('to a password that is too short changes nothing', async () => {
    expect(await failureOf(auth.changePassword(actor(), id, 'short', 'this one'))).toBeInstanceOf(ValidationError);
    expect(await signsInWith(PASSWORD)).toBe(true);
    expect(await sessionsOf(id)).toEqual(['this one', 'at work']);
    expect(accounts.audit.entries).toEqual([]);
  });

  test('of the password at the command line ends every session, and is the operator’s', async () => {
    await auth.resetPassword('Ada@Acme.example', ANOTHER_PASSWORD);
    expect(await signsInWith(ANOTHER_PASSWORD)).toBe(true);
    expect(await sessionsOf(id)).toEqual([]);
    expect(await sessionsOf('somebody else')).toEqual(['theirs']);
    expect(accounts.audit.entries).toEqual([
      {
        actor: { userId: null, organizationId: ada.organization.id, address: null },
        action: 'user.password_reset',
        resourceType: 'user',
        resourceId: id,
      },
    ]);
  });

  test('of the password at the command line needs an account that may act', async () => {
    expect(await failureOf(auth.resetPassword('nobody@acme.example', ANOTHER_PASSWORD))).toBeInstanceOf(NotFoundError);
    await accounts.suspend(ada);
    expect(await failureOf(auth.resetPassword('ada@acme.example', ANOTHER_PASSWORD))).toBeInstanceOf(NotFoundError);
    expect(await sessionsOf(id)).toEqual(['this one', 'at work']);
    expect(accounts.audit.entries).toEqual([]);
  });
});

describe('a link to set a password', () => {
  const DAY = 24 * 60 * 60;
  let ada: ActiveMembership;
  let id: string;

  beforeEach(async () => {
    ada = await accounts.owner();
    id = ada.user.id;
    sessions.begin(id, 'at work');
  });

  test('opens until its time, without being used up by that', async () => {
    const token = await accounts.links.issue(id, 'reset');
    for (const _ of [1, 2]) expect((await auth.openPasswordLink(token))?.membership.user.id).toBe(id);
    accounts.clock.advance(DAY);
    expect(await auth.openPasswordLink(token)).toBeUndefined();
    expect(await auth.setPasswordBy(token, ANOTHER_PASSWORD, ADDRESS)).toBeUndefined();
  });

  test('of an invitation takes seven days', async () => {
    const token = await accounts.links.issue(id, 'invitation');
    accounts.clock.advance(7 * DAY - 1);
    expect(await auth.openPasswordLink(token)).toBeDefined();
    accounts.clock.advance(1);
    expect(await auth.openPasswordLink(token)).toBeUndefined();
  });

  test.each([
    ['reset', 'user.password_reset'],
    ['invitation', 'member.invitation_accepted'],
  ] as const)('of the kind %s is used once, ends every session, and is its user’s doing', async (purpose, action) => {
    const token = await accounts.links.issue(id, purpose);
    expect((await auth.setPasswordBy(token, ANOTHER_PASSWORD, ADDRESS))?.user.id).toBe(id);
    expect(await auth.setPasswordBy(token, PASSWORD, ADDRESS)).toBeUndefined();
    expect((await auth.signIn('ada@acme.example', ANOTHER_PASSWORD, ADDRESS)).user.id).toBe(id);
    expect(await sessionsOf(id)).toEqual([]);
    const actor = { userId: id, organizationId: ada.organization.id, address: ADDRESS };
    expect(accounts.audit.entries).toEqual([{ actor, action, resourceType: 'user', resourceId: id }]);
  });

  test('is not used up by a password that is none', async () => {
    const token = await accounts.links.issue(id, 'reset');
    expect(await failureOf(auth.setPasswordBy(token, 'short', ADDRESS))).toBeInstanceOf(ValidationError);
    expect(await auth.openPasswordLink(token)).toBeDefined();
    expect(await sessionsOf(id)).toEqual(['at work']);
  });

  test('ends with a newer one, and with a password set otherwise', async () => {
    const first = await accounts.links.issue(id, 'reset');
    const second = await accounts.links.issue(id, 'reset');
    expect(await auth.openPasswordLink(first)).toBeUndefined();
    await auth.resetPassword('ada@acme.example', ANOTHER_PASSWORD);
    expect(await auth.openPasswordLink(second)).toBeUndefined();
  });

  test('of a suspended person opens nothing', async () => {
    const token = await accounts.links.issue(id, 'reset');
    await accounts.suspend(ada);
    expect(await auth.openPasswordLink(token)).toBeUndefined();
    expect(await auth.setPasswordBy(token, ANOTHER_PASSWORD, ADDRESS)).toBeUndefined();
  });
});

describe('sessions', () => {
  beforeEach(() => {
    sessions.begin('ada', 'laptop');
    sessions.begin('ada', 'phone');
    sessions.begin('ada', 'tablet');
    sessions.begin('bob', 'desktop');
  });

  test('are listed to their owner', async () => {
    expect(await sessionsOf('ada')).toEqual(['laptop', 'phone', 'tablet']);
  });

  test('are ended one by one', async () => {
    await auth.endSession('ada', 'phone');
    expect(await sessionsOf('ada')).toEqual(['laptop', 'tablet']);
  });

  test('of others are not found', async () => {
    expect(await failureOf(auth.endSession('ada', 'desktop'))).toBeInstanceOf(NotFoundError);
    expect(await sessionsOf('bob')).toEqual(['desktop']);
  });

  test('are ended all but the current one', async () => {
    await auth.endOtherSessions('ada', 'laptop');
    expect(await sessionsOf('ada')).toEqual(['laptop']);
    expect(await sessionsOf('bob')).toEqual(['desktop']);
  });
});
