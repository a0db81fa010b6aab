import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { Member } from '../domain/member.js';
import { ActiveMembership, MemberDetails, MemberRepository } from '../domain/member.repository.js';
import { ACTIVE_MEMBERSHIP, ActiveMembershipRow, membershipOf } from './active-membership.query.js';

interface DetailsRow {
  user_id: string;
  name: string;
  email: string;
  workspace_ids: string[];
  groups: { id: string; name: string }[];
}

const DETAILS = `
  SELECT m.user_id, u.name, u.email,
    ARRAY(SELECT mw.workspace_id FROM member_workspaces mw WHERE mw.user_id = m.user_id ORDER BY 1) AS workspace_ids,
    COALESCE((SELECT json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name)
      FROM group_members gm JOIN groups g ON g.id = gm.group_id WHERE gm.user_id = m.user_id), '[]') AS groups
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
    await this.database.manager.query('DELETE FROM member_workspaces WHERE user_id = $1', [userId]);
    await this.database.manager.query(
      'INSERT INTO member_workspaces (user_id, workspace_id) SELECT $1, unnest($2::uuid[])',
      [userId, [...new Set(workspaceIds)]],
    );
  }

  override async rememberWorkspace(userId: string, choice: WorkspaceChoice): Promise<void> {
    await this.database.manager.update(Member, { userId }, { lastWorkspace: choice });
  }

  override lockOwners(organizationId: string): Promise<Member[]> {
    return this.database.manager.find(Member, {
      where: { organizationId, role: 'owner' },
      lock: { mode: 'pessimistic_write' },
      order: { userId: 'ASC' },
    });
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

  override async activeMembership(userId: string): Promise<ActiveMembership | undefined> {
    const rows: ActiveMembershipRow[] = await this.database.manager.query(ACTIVE_MEMBERSHIP, [userId]);
    return rows.map(membershipOf)[0];
  }

  private async withMembers(rows: DetailsRow[]): Promise<MemberDetails[]> {
    const members = await this.database.manager.findBy(Member, { userId: In(rows.map((row) => row.user_id)) });
    const memberById = new Map(members.map((member) => [member.userId, member]));
    return rows.map((row) => ({
      member: memberById.get(row.user_id) as Member,
      name: row.name,
      email: row.email,
      workspaceIds: row.workspace_ids,
      groups: row.groups,
    }));
  }
}
