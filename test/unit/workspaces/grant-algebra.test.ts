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
import { PasswordLinksService, UsersService } from '../../../src/modules/users/index.js';
import { AccessTurns } from '../../../src/modules/workspaces/application/access-turns.js';
import { GroupsService } from '../../../src/modules/workspaces/application/groups.service.js';
import { MembersService, MemberUpdate } from '../../../src/modules/workspaces/application/members.service.js';
import { Group } from '../../../src/modules/workspaces/domain/group.js';
import { SignedInDevices } from '../../../src/modules/workspaces/index.js';
import { FakeCommittedChanges } from '../../fakes/fake-committed-changes.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { FakeMembers } from '../../fakes/fake-members.js';
import { FakePasswordHasher } from '../../fakes/fake-password-hasher.js';
import { InMemoryGroupRepository } from '../../fakes/in-memory-group.repository.js';
import { InMemoryOrganizationRepository } from '../../fakes/in-memory-organization.repository.js';
import { InMemoryPasswordLinkRepository } from '../../fakes/in-memory-password-link.repository.js';

const ORGANIZATION = 'organization';
const WORKSPACES = ['main', 'shop', 'lab'];
/** Few, so that they meet: what lets one grant, and one of each kind, over the organization and in a workspace. */
const SOME: readonly Permission[] = [
  'members.create',
  'members.update',
  'groups.create',
  'groups.update',
  'links.create',
  'audit.view',
];

class Everybody extends UserRepository {
  private readonly users = new Map<string, User>();

  override save(user: User): Promise<void> {
    this.users.set(user.id, user);
    return Promise.resolve();
  }

  override findById(id: string): Promise<User | undefined> {
    return Promise.resolve(this.users.get(id));
  }

  override findForChange(id: string): Promise<User | undefined> {
    return this.findById(id);
  }

  override findByEmail(): Promise<User | undefined> {
    return Promise.resolve(undefined);
  }

  override remove(userId: string): Promise<void> {
    this.users.delete(userId);
    return Promise.resolve();
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

interface Services {
  members: MembersService;
  groups: GroupsService;
}

function servicesFor(members: FakeMembers, groups: InMemoryGroupRepository): Services {
  const unitOfWork = new AtOnce();
  const linkRepository = new InMemoryPasswordLinkRepository();
  const users = new UsersService(new Everybody(), linkRepository, new FakePasswordHasher(), throttle, clock);
  const links = new PasswordLinksService(linkRepository, clock);
  const events = new EventPublisher(new EventEmitter2(), unitOfWork);
  const turns = new AccessTurns(new InMemoryOrganizationRepository(), members, unitOfWork, new FakeCommittedChanges());
  const audit = new NoAudit();
  return {
    members: new MembersService(members, groups, users, links, new NoDevices(), turns, audit, events, clock),
    groups: new GroupsService(groups, members, turns, audit, events, clock),
  };
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
const group = fc.record({
  permissions,
  memberIds: fc.subarray(['a', 'b']),
  workspaceIds: places,
  opensDeleted: fc.constant(false),
});
const person = fc.record({ permissions, places });
const some = fc.array(fc.nat(5), { maxLength: 2 });
const call = fc.record({
  what: fc.constantFrom('member' as const, 'group' as const),
  by: fc.nat(5),
  /** Without it, a new one. */
  on: fc.option(fc.nat(5)),
  change: fc.record(
    { role, permissions, workspaceIds: places, status: fc.constantFrom('active' as const, 'suspended' as const) },
    { requiredKeys: [] },
  ),
  /** The groups of a member, or the members of a group. */
  joined: fc.option(some),
});

type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;
type GivenGroup = typeof group extends fc.Arbitrary<infer T> ? T : never;

/** As a client would: whatever is forbidden is tried, and leaves nothing behind. */
async function play(
  { members, groups }: World,
  services: Services,
  calls: readonly Call[],
  mayAct: (id: string) => boolean,
) {
  for (const { what, by, on, change, joined } of calls) {
    const acting = members.userIds.filter(mayAct);
    const actorId = acting[by % acting.length] as string;
    const actor = { userId: actorId, organizationId: ORGANIZATION, address: null };
    const [memberIds, groupIds] = [members.userIds, groups.all.map((it) => it.group.id)];
    const chosen = (ids: readonly string[]): string[] =>
      ids.length === 0 ? [] : (joined ?? []).map((index) => ids[index % ids.length] as string);
    const { permissions: granted, workspaceIds } = change;
    try {
      if (what === 'member') {
        const update = { ...change, ...(joined && { groupIds: chosen(groupIds) }) };
        if (on === null) await services.members.create(actor, newMember(update));
        else await services.members.update(actor, memberIds[on % memberIds.length] as string, update);
      } else {
        const update = {
          ...(granted && { permissions: granted }),
          ...(workspaceIds && { workspaceIds }),
          ...(joined && { memberIds: chosen(memberIds) }),
        };
        if (on === null) await services.groups.create(actor, { ...update, name: 'G' });
        else await services.groups.update(actor, groupIds[on % groupIds.length] ?? '', update);
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}

interface World {
  members: FakeMembers;
  groups: InMemoryGroupRepository;
}

function worldWith(given: readonly GivenGroup[]): World {
  const groups = new InMemoryGroupRepository();
  for (const { permissions: held, ...rest } of given) {
    groups.put({
      group: Group.create(ORGANIZATION, { name: 'G', description: '', permissions: held }, new Date()),
      ...rest,
    });
  }
  return { groups, members: new FakeMembers(ORGANIZATION, WORKSPACES, groups) };
}

const newMember = (change: MemberUpdate) => ({
  name: 'N',
  email: 'n@example.com',
  password: 'correct horse battery',
  role: change.role ?? ('member' as const),
  workspaceIds: change.workspaceIds ?? [],
  groupIds: change.groupIds ?? [],
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
          const world = worldWith(groups);
          const { members } = world;
          members.put('owner', 'owner', [], []);
          members.put('admin', 'admin', [], []);
          members.put('a', 'member', a.permissions, a.places);
          members.put('b', 'member', b.permissions, b.places);
          const isTheirs = (id: string): boolean => id !== 'owner' && id !== 'admin';
          const theirs = (): string[] =>
            members.userIds.filter(isTheirs).flatMap((id) => powersOf(members.accessOf(id)));
          const before = new Set(theirs());
          const above = [powersOf(members.accessOf('owner')), powersOf(members.accessOf('admin'))];
          await play(world, servicesFor(world.members, world.groups), calls, isTheirs);
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
        const world = worldWith([]);
        const { members } = world;
        members.put('owner', 'owner', [], []);
        members.put('admin', 'admin', [], []);
        members.put('a', 'member', a.permissions, a.places);
        const isTheirs = (id: string): boolean => id !== 'owner';
        const before = new Set([...powersOf(members.accessOf('admin')), ...powersOf(members.accessOf('a'))]);
        await play(world, servicesFor(world.members, world.groups), calls, isTheirs);
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
