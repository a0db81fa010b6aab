import { MemberAccess, Standing } from '../../src/common/domain/access/member-access.js';

/** A member without permissions of their own, in the workspace `here` but not in `elsewhere`. */
export const accessOf = (standing: Partial<Standing> = {}): MemberAccess =>
  new MemberAccess({
    userId: 'user',
    organizationId: 'organization',
    role: 'member',
    directPermissions: [],
    groupPermissions: [],
    workspaces: [
      { id: 'here', isDefault: true, assigned: true },
      { id: 'elsewhere', isDefault: false, assigned: false },
    ],
    ...standing,
  });
