import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Permission } from '../../../common/domain/access/permission.js';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { ShownStatus } from '../../users/index.js';
import { Member } from '../domain/member.js';
import { ActiveMembership, MemberDetails, MemberRepository } from '../domain/member.repository.js';
import { ACTIVE_MEMBERSHIP, ActiveMembershipRow, membershipOf } from './active-membership.query.js';
import { SHOWN_STATUS } from './shown-status.js';

interface DetailsRow {
  user_id: string;
  name: string;
  email: string;
  status: ShownStatus;
  workspace_ids: string[];
  groups: { id: string; name: string }[];
  group_permissions: Permission[];
  opens_deleted: boolean;
}

const DETAILS = `
  SELECT m.user_id, u.name, u.email, ${SHOWN_STATUS} AS status,
    ARRAY(SELECT w.id FROM member_workspaces mw JOIN workspaces w ON w.id = mw.workspace_id
      WHERE mw.user_id = m.user_id AND w.deleted_at IS NULL ORDER BY 1) AS workspace_ids,
    EXISTS (SELECT FROM member_workspaces mw JOIN workspaces w ON w.id = mw.workspace_id
      WHERE mw.user_id = m.user_id AND w.deleted_at IS NOT NULL) AS opens_deleted,
    COALESCE((SELECT json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name)
      FROM group_members gm JOIN groups g ON g.id = gm.group_id WHERE gm.user_id = m.user_id), '[]') AS groups,
    ARRAY(SELECT DISTINCT unnest(g.permissions) FROM group_members gm JOIN groups g ON g.id = gm.group_id
      WHERE gm.user_id = m.user_id) AS group_permissions
  FROM members m JOIN users u ON u.id = m.user_id
  WHERE m.organization_id = $1`;

@Injectable()
export class TypeormMemberRepository extends MemberRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async save(member: Member): Promise<void> {
    await this.database.manager.save(Member, member);
  }

  override async assignWorkspaces(userId: string, workspaceIds: readonly string[]): Promise<void> {
    await this.database.manager.query(
      `DELETE FROM member_workspaces mw USING workspaces w
       WHERE mw.user_id = $1 AND mw.workspace_id <> ALL($2) AND w.id = mw.workspace_id AND w.deleted_at IS NULL`,
      [userId, workspaceIds],
    );
    await this.database.manager.query(
      'INSERT INTO member_workspaces (user_id, workspace_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING',
      [userId, workspaceIds],
    );
  }

  override async assignedTo(workspaceId: string): Promise<string[]> {
    const rows: { user_id: string }[] = await this.database.manager.query(
      'SELECT user_id FROM member_workspaces WHERE workspace_id = $1 ORDER BY 1',
      [workspaceId],
    );
    return rows.map((row) => row.user_id);
  }

  override async setAssignedTo(workspaceId: string, userIds: readonly string[]): Promise<void> {
    await this.database.manager.query(
      'DELETE FROM member_workspaces WHERE workspace_id = $1 AND user_id <> ALL($2::uuid[])',
      [workspaceId, userIds],
    );
    await this.database.manager.query(
      'INSERT INTO member_workspaces (workspace_id, user_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING',
      [workspaceId, userIds],
    );
  }

  override async rememberWorkspace(userId: string, choice: WorkspaceChoice): Promise<void> {
    await this.database.manager.update(Member, { userId }, { lastWorkspace: choice });
  }

  override async ownersWhoCanSignIn(organizationId: string): Promise<string[]> {
    const rows: { user_id: string }[] = await this.database.manager.query(
      `SELECT m.user_id FROM members m JOIN users u ON u.id = m.user_id
       WHERE m.organization_id = $1 AND m.role = 'owner' AND m.status = 'active' AND u.password_hash IS NOT NULL`,
      [organizationId],
    );
    return rows.map((row) => row.user_id);
  }

  override findMany(organizationId: string, userIds: readonly string[]): Promise<Member[]> {
    return this.database.manager.findBy(Member, { organizationId, userId: In([...userIds]) });
  }

  override async find(organizationId: string, userId: string): Promise<MemberDetails | undefined> {
    const rows: DetailsRow[] = await this.database.manager.query(`${DETAILS} AND m.user_id = $2`, [
      organizationId,
      userId,
    ]);
    return (await this.withMembers(rows))[0];
  }

  override async list(organizationId: string, { page, perPage }: PageRequest): Promise<Page<MemberDetails>> {
    const total = await this.database.manager.countBy(Member, { organizationId });
    const rows: DetailsRow[] = await this.database.manager.query(
      `${DETAILS} ORDER BY m.created_at, m.user_id LIMIT $2 OFFSET $3`,
      [organizationId, perPage, (page - 1) * perPage],
    );
    return { items: await this.withMembers(rows), total };
  }

  override async activeMembership(userId: string, evenIfDeleted?: string): Promise<ActiveMembership | undefined> {
    const parameters = [userId, evenIfDeleted ?? null];
    const rows: ActiveMembershipRow[] = await this.database.manager.query(ACTIVE_MEMBERSHIP, parameters);
    return rows.map(membershipOf)[0];
  }

  private async withMembers(rows: DetailsRow[]): Promise<MemberDetails[]> {
    const members = await this.database.manager.findBy(Member, { userId: In(rows.map((row) => row.user_id)) });
    const memberById = new Map(members.map((member) => [member.userId, member]));
    return rows.map((row) => ({
      member: memberById.get(row.user_id) as Member,
      name: row.name,
      email: row.email,
      status: row.status,
      workspaceIds: row.workspace_ids,
      opensDeleted: row.opens_deleted,
      groups: row.groups,
      groupPermissions: row.group_permissions,
    }));
  }
}
