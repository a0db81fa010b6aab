import { Reach } from '../../../common/domain/access/reach.js';
import { Role } from '../../../common/domain/access/role.js';
import { Page, PageRequest } from '../../../common/domain/page.js';

export const MEMBER_STATUSES = ['active', 'suspended'] as const;
export type MemberStatus = (typeof MEMBER_STATUSES)[number];

/** As lists show it: `invited` until the person has set a password. */
export const SHOWN_STATUSES = ['invited', ...MEMBER_STATUSES] as const;
export type ShownStatus = (typeof SHOWN_STATUSES)[number];

/** A member as lists show them. */
export interface MemberListing {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: ShownStatus;
  groups: { id: string; name: string }[];
  createdAt: Date;
}

/** Who can be seen from the workspaces in reach. Role and groups live above, so the module there implements it. */
export abstract class MemberDirectory {
  abstract visibleFrom(reach: Reach, page: PageRequest): Promise<Page<MemberListing>>;
}
