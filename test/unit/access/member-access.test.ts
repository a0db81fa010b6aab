import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MemberAccess, Standing } from '../../../src/common/domain/access/member-access.js';
import { isOrganizationWide, Permission, PERMISSIONS } from '../../../src/common/domain/access/permission.js';
import { ForbiddenError, NotFoundError } from '../../../src/common/domain/errors.js';

const access = (standing: Partial<Standing> = {}): MemberAccess =>
  new MemberAccess({
    userId: 'user',
    organizationId: 'organization',
    role: 'member',
    directPermissions: [],
    groupPermissions: [],
    workspaces: [
      { id: 'main', isDefault: true, assigned: false },
      { id: 'shop', isDefault: false, assigned: true },
    ],
    ...standing,
  });

describe('who reaches what', () => {
  test('owners and admins reach every workspace, members those that are given to them', () => {
    expect(access({ role: 'owner' }).workspaceIds).toEqual(['main', 'shop']);
    expect(access({ role: 'admin' }).workspaceIds).toEqual(['main', 'shop']);
    expect(access().workspaceIds).toEqual(['shop']);
  });

  test('a group opens the workspaces that it is assigned to, also one without permissions', () => {
    const workspaces = [{ id: 'main', isDefault: true, assigned: false, groupPermissions: [] }];
    expect(access({ workspaces }).workspaceIds).toEqual(['main']);
  });

  test('a reach of one workspace keeps to it; one out of reach is empty', () => {
    expect(access({ role: 'owner' }).reach('shop').workspaceIds).toEqual(['shop']);
    expect(access().reach('main').workspaceIds).toEqual([]);
  });

  test('the active view starts where it was last, else at the default, else at the first, else nowhere', () => {
    expect(access({ role: 'owner' }).startingWorkspace('shop')).toBe('shop');
    expect(access({ role: 'owner' }).startingWorkspace('all')).toBe('all');
    expect(access({ role: 'owner' }).startingWorkspace(null)).toBe('main');
    expect(access().startingWorkspace('main')).toBe('shop');
    expect(access({ workspaces: [] }).startingWorkspace('all')).toBeNull();
  });
});

describe('who may do what', () => {
  test('an admin may do all but billing', () => {
    const admin = access({ role: 'admin' });
    expect(PERMISSIONS.filter((permission) => !admin.allows(permission, 'main'))).toEqual([
      'billing.view',
      'billing.update',
    ]);
  });

  test('direct grants hold where the member is assigned directly, a group’s where the group is', () => {
    const member = access({
      directPermissions: ['links.create'],
      groupPermissions: ['links.delete'],
      workspaces: [
        { id: 'direct', isDefault: false, assigned: true },
        { id: 'grouped', isDefault: false, assigned: false, groupPermissions: ['links.delete'] },
      ],
    });
    const reach = member.reach('all');
    expect(reach.allows('links.create', 'direct')).toBe(true);
    expect(reach.allows('links.create', 'grouped')).toBe(false);
    expect(reach.allows('links.delete', 'grouped')).toBe(true);
    expect(reach.allows('links.delete', 'direct')).toBe(false);
  });

  test('nobody is allowed what they hold nowhere', () => {
    fc.assert(
      fc.property(
        fc.subarray([...PERMISSIONS]),
        fc.subarray([...PERMISSIONS]),
        fc.constantFrom(...PERMISSIONS),
        (direct, grouped, asked) => {
          const member = access({
            directPermissions: direct,
            groupPermissions: grouped,
            workspaces: [{ id: 'shop', isDefault: true, assigned: true, groupPermissions: grouped }],
          });
          const given = new Set<Permission>([...direct, ...grouped]);
          const isMembers = !given.has(asked) && member.allows(asked, 'shop');
          expect(isMembers).toBe(
            !given.has(asked) && asked.endsWith('.view') && !/^(credentials|groups|audit|billing)/.test(asked),
          );
        },
      ),
    );
  });

  test('organization-wide permissions do not depend on the active view', () => {
    const member = access({ directPermissions: ['members.create'] });
    expect(isOrganizationWide('members.create')).toBe(true);
    expect(member.allows('members.create', 'main')).toBe(true);
  });
});

describe('a reach', () => {
  const owner = access({ role: 'owner' }).reach('all');

  test('makes new things in the named workspace, else in the default', () => {
    expect(owner.targetWorkspace('shop')).toBe('shop');
    expect(owner.targetWorkspace()).toBe('main');
    expect(access({ role: 'owner' }).reach('shop').targetWorkspace()).toBe('shop');
  });

  test('answers for a workspace out of reach as for one that does not exist', () => {
    expect(() => owner.narrowTo('elsewhere')).toThrow(NotFoundError);
    expect(() => access().reach('all').targetWorkspace('main')).toThrow(NotFoundError);
  });

  test('names the permission that is missing', () => {
    expect(() => {
      access().reach('all').require('links.create', 'shop');
    }).toThrow(new ForbiddenError('This needs the permission links.create, which you do not have here.'));
  });
});
