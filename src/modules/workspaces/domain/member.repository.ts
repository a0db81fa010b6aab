import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { Permission } from '../../../common/domain/access/permission.js';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { ShownStatus, User } from '../../users/index.js';
import { Member } from './member.js';
import { Organization } from './organization.js';

/** A member with the person and the places behind it, as the members' pages show it. */
export interface MemberDetails {
  member: Member;
  name: string;
  email: string;
  status: ShownStatus;
  /** Of the living ones, those that they are assigned to directly. */
  workspaceIds: string[];
  /** Also to one that is deleted and may be restored. */
  opensDeleted: boolean;
  groups: { id: string; name: string }[];
  /** Of all their groups together, wherever these hold. */
  groupPermissions: Permission[];
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
  /** Where a deleted workspace is among theirs, it stays: a restored one is as it was. */
  abstract assignWorkspaces(userId: string, workspaceIds: readonly string[]): Promise<void>;
  /** The ids of those who are assigned directly. */
  abstract assignedTo(workspaceId: string): Promise<string[]>;
  abstract setAssignedTo(workspaceId: string, userIds: readonly string[]): Promise<void>;
  abstract rememberWorkspace(userId: string, choice: WorkspaceChoice): Promise<void>;
  /** The ids of the owners who are active and have a password. */
  abstract ownersWhoCanSignIn(organizationId: string): Promise<string[]>;
  abstract findMany(organizationId: string, userIds: readonly string[]): Promise<Member[]>;
  abstract find(organizationId: string, userId: string): Promise<MemberDetails | undefined>;
  abstract list(organizationId: string, page: PageRequest): Promise<Page<MemberDetails>>;
  /** undefined when there is no such user, or they are suspended. `evenIfDeleted` names a workspace that counts as living. */
  abstract activeMembership(userId: string, evenIfDeleted?: string): Promise<ActiveMembership | undefined>;
}
