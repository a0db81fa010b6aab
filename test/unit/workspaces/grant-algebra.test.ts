import { EventEmitter2 } from '@nestjs/event-emitter';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AuditTrail } from '../../../src/common/domain/audit-trail.js';
import { MemberAccess } from '../../../src/common/domain/access/member-access.js';
import { isOrganizationWide, Permission, PERMISSIONS } from '../../../src/common/domain/access/permission.js';
import { Role, ROLES } from '../../../src/common/domain/access/role.js';
import { DomainError } from '../../../src/common/domain/errors.js';
import { UnitOfWork } from '../../../src/common/domain/unit-of-work.js';
import { EventPublisher } from '../../../src/common/events/event-publisher.js';
import { AttemptThrottle } from '../../../src/common/throttling/attempt-throttle.js';
import { InProcessWindowCounter } from '../../../src/common/throttling/in-process-window-counter.js';
import { UserRepository } from '../../../src/modules/users/domain/user.repository.js';
import { User } from '../../../src/modules/users/domain/user.js';
import { UsersService } from '../../../src/modules/users/index.js';
import { MembersService, MemberUpdate } from '../../../src/modules/workspaces/application/members.service.js';
import { SignedInDevices } from '../../../src/modules/workspaces/index.js';
import { FakeAccessChanges } from '../../fakes/fake-access-changes.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { FakeMembers, Group } from '../../fakes/fake-members.js';
import { FakePasswordHasher } from '../../fakes/fake-password-hasher.js';

const ORGANIZATION = 'organization';
const WORKSPACES = ['main', 'shop', 'lab'];
/** Few, so that they meet: what lets one grant, and one of each kind, over the organization and in a workspace. */
const SOME: readonly Permission[] = ['members.create', 'members.update', 'links.create', 'audit.view'];

class Everybody extends UserRepository {
  private readonly users = new Map<string, User>();

  override save(user: User): Promise<void> {
    this.users.set(user.id, user);
    return Promise.resolve();
  }

  override findById(id: string): Promise<User | undefined> {
    return Promise.resolve(this.users.get(id));
  }

  override findByEmail(): Promise<User | undefined> {
    return Promise.resolve(undefined);
  }
}

class NoDevices extends SignedInDevices {
  override endAll(): Promise<void> {
    return Promise.resolve();
  }
}

class NoAudit extends AuditTrail {
  override record(): Promise<void> {
    return Promise.resolve();
  }
}

class AtOnce extends UnitOfWork {
  override run<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  override afterCommit(action: () => void): void {
    action();
  }
}

const clock = new FakeClock();
const throttle = new AttemptThrottle(new InProcessWindowCounter(clock));

function serviceFor(members: FakeMembers): MembersService {
  const unitOfWork = new AtOnce();
  const users = new UsersService(new Everybody(), new FakePasswordHasher(), throttle, clock);
  const events = new EventPublisher(new EventEmitter2(), unitOfWork);
  const [devices, changes] = [new NoDevices(), new FakeAccessChanges()];
  return new MembersService(members, users, devices, new NoAudit(), events, unitOfWork, changes, clock);
}

/** Each permission with the place where it holds: what a person can do at all. */
function powersOf(access: MemberAccess): string[] {
  const reach = access.reach('all');
  return [
    ...[...access.organizationPermissions].map((it) => `${it} over the organization`),
    ...reach.workspaceIds.flatMap((id) => [
      `reaches ${id}`,
      ...PERMISSIONS.filter((it) => !isOrganizationWide(it) && reach.allows(it, id)).map((it) => `${it} in ${id}`),
    ]),
  ];
}

const permissions = fc.subarray([...SOME]);
const places = fc.subarray([...WORKSPACES]);
const role = fc.constantFrom<Role>(...ROLES, 'member', 'member', 'member');
const group: fc.Arbitrary<Group> = fc.record({
  permissions,
  members: fc.subarray(['a', 'b']),
  workspaces: places,
});
const person = fc.record({ permissions, places });
const call = fc.record({
  by: fc.nat(5),
  on: fc.option(fc.nat(5)),
  change: fc.record(
    { role, permissions, workspaceIds: places, status: fc.constantFrom('active' as const, 'suspended' as const) },
    { requiredKeys: [] },
  ),
});

type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

/** As a client would: whatever is forbidden is tried, and leaves nothing behind. */
async function play(
  members: FakeMembers,
  service: MembersService,
  calls: readonly Call[],
  mayAct: (id: string) => boolean,
) {
  for (const { by, on, change } of calls) {
    const acting = members.userIds.filter(mayAct);
    const actorId = acting[by % acting.length] as string;
    const actor = { userId: actorId, organizationId: ORGANIZATION, address: null };
    const granter = members.accessOf(actorId);
    const required: Permission = on === null ? 'members.create' : 'members.update';
    if (!granter.allows(required, 'all')) continue;
    const ids = members.userIds;
    try {
      if (on === null) await service.create(actor, granter, newMember(change));
      else await service.update(actor, actorId, ids[on % ids.length] as string, change);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}

const newMember = (change: MemberUpdate) => ({
  name: 'N',
  email: 'n@example.com',
  password: 'correct horse battery',
  role: change.role ?? ('member' as const),
  workspaceIds: change.workspaceIds ?? [],
  permissions: change.permissions ?? [],
});

describe('AC-10 by any sequence of calls', () => {
  test('members among themselves, and those whom they make, never reach more than they held together', async () => {
    await fc.assert(
      fc.asyncProperty(
        person,
        person,
        fc.array(group, { minLength: 1, maxLength: 2 }),
        fc.array(call, { maxLength: 12 }),
        async (a, b, groups, calls) => {
          const members = new FakeMembers(ORGANIZATION, WORKSPACES, groups);
          members.put('owner', 'owner', [], []);
          members.put('admin', 'admin', [], []);
          members.put('a', 'member', a.permissions, a.places);
          members.put('b', 'member', b.permissions, b.places);
          const isTheirs = (id: string): boolean => id !== 'owner' && id !== 'admin';
          const theirs = (): string[] =>
            members.userIds.filter(isTheirs).flatMap((id) => powersOf(members.accessOf(id)));
          const before = new Set(theirs());
          const above = [powersOf(members.accessOf('owner')), powersOf(members.accessOf('admin'))];
          await play(members, serviceFor(members), calls, isTheirs);
          expect(theirs().filter((power) => !before.has(power))).toEqual([]);
          expect([powersOf(members.accessOf('owner')), powersOf(members.accessOf('admin'))]).toEqual(above);
        },
      ),
      { numRuns: 600 },
    );
  });

  test('an admin alone never reaches more, makes nobody an owner, and leaves the owner as they were', async () => {
    await fc.assert(
      fc.asyncProperty(person, fc.array(call, { maxLength: 12 }), async (a, calls) => {
        const members = new FakeMembers(ORGANIZATION, WORKSPACES, []);
        members.put('owner', 'owner', [], []);
        members.put('admin', 'admin', [], []);
        members.put('a', 'member', a.permissions, a.places);
        const isTheirs = (id: string): boolean => id !== 'owner';
        const before = new Set([...powersOf(members.accessOf('admin')), ...powersOf(members.accessOf('a'))]);
        await play(members, serviceFor(members), calls, isTheirs);
        const owners = members.userIds.filter((id) => members.accessOf(id).isOwner);
        expect(owners).toEqual(['owner']);
        const after = members.userIds.filter(isTheirs).flatMap((id) => powersOf(members.accessOf(id)));
        // What the member a was given by an owner holds wherever an admin assigns them.
        const own = new Set(a.permissions);
        expect(after.filter((power) => !before.has(power) && !own.has(power.split(' ')[0] as Permission))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
