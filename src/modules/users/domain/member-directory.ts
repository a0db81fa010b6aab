import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';

/** A member as lists show them. */
export interface MemberListing {
  id: string;
  name: string;
  email: string;
  role: string;
  status: string;
  groups: { id: string; name: string }[];
  createdAt: Date;
}

/** Who can be seen from the workspaces in reach. Role and groups live above, so the module there implements it. */
export abstract class MemberDirectory {
  abstract visibleFrom(reach: Reach, page: PageRequest): Promise<Page<MemberListing>>;
}
