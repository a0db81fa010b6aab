import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { User } from '../../users/index.js';
import { Member } from './member.js';
import { Organization } from './organization.js';

/** A member with the person and the places behind it, as the members' pages show it. */
export interface MemberDetails {
  member: Member;
  name: string;
  email: string;
  workspaceIds: string[];
  groups: { id: string; name: string }[];
}

/** A member who may act now, and everything that decides what they may do. */
export interface ActiveMembership {
  access: MemberAccess;
  organization: Pick<Organization, 'id' | 'name' | 'plan' | 'requestsPerMinute'>;
  user: Pick<User, 'id' | 'name' | 'email' | 'theme' | 'timezone'>;
  lastWorkspace: WorkspaceChoice;
}

export abstract class MemberRepository {
  abstract save(member: Member): Promise<void>;
  abstract assignWorkspaces(userId: string, workspaceIds: readonly string[]): Promise<void>;
  abstract rememberWorkspace(userId: string, choice: WorkspaceChoice): Promise<void>;
  /** Locks the organization's owners, so that two demotions at once cannot leave it without one. */
  abstract lockOwners(organizationId: string): Promise<Member[]>;
  abstract find(organizationId: string, userId: string): Promise<MemberDetails | undefined>;
  abstract list(organizationId: string, page: PageRequest): Promise<Page<MemberDetails>>;
  /** undefined when there is no such user, or they are suspended. */
  abstract activeMembership(userId: string): Promise<ActiveMembership | undefined>;
}
