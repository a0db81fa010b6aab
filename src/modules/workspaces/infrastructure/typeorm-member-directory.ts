import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { ROLES, reachesEveryWorkspace } from '../../../common/domain/access/role.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { MemberDirectory, MemberListing } from '../../users/index.js';
import { SHOWN_STATUS } from './shown-status.js';

const REACHING_EVERYTHING = ROLES.filter(reachesEveryWorkspace);

/** Those who reach at least one of the workspaces: by role, by direct assignment, or through a group. */
const VISIBLE = `
  FROM members m JOIN users u ON u.id = m.user_id
  WHERE m.organization_id = $1 AND cardinality($2::uuid[]) > 0 AND (
    m.role = ANY($3)
    OR EXISTS (SELECT FROM member_workspaces mw WHERE mw.user_id = m.user_id AND mw.workspace_id = ANY($2))
    OR EXISTS (SELECT FROM group_members gm JOIN group_workspaces gw ON gw.group_id = gm.group_id
      WHERE gm.user_id = m.user_id AND gw.workspace_id = ANY($2)))`;

@Injectable()
export class TypeormMemberDirectory extends MemberDirectory {
  constructor(private readonly database: Database) {
    super();
  }

  override async visibleFrom(reach: Reach, { page, perPage }: PageRequest): Promise<Page<MemberListing>> {
    const parameters = [reach.organizationId, reach.workspaceIds, REACHING_EVERYTHING];
    const items: MemberListing[] = await this.database.manager.query(
      `SELECT u.id, u.name, u.email, m.role, ${SHOWN_STATUS} AS status, m.created_at AS "createdAt",
         COALESCE((SELECT json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name)
           FROM group_members gm JOIN groups g ON g.id = gm.group_id WHERE gm.user_id = u.id), '[]') AS groups
       ${VISIBLE} ORDER BY m.created_at, u.id LIMIT $4 OFFSET $5`,
      [...parameters, perPage, (page - 1) * perPage],
    );
    const [count]: { total: string }[] = await this.database.manager.query(
      `SELECT count(*) AS total ${VISIBLE}`,
      parameters,
    );
    return { items, total: Number(count?.total) };
  }
}
