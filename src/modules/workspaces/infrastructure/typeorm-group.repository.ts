import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { ValidationError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { violatedConstraint } from '../../../database/constraint.js';
import { Database } from '../../../database/database.js';
import { Group } from '../domain/group.js';
import { GroupDetails, GroupRepository } from '../domain/group.repository.js';

interface PlacesRow {
  id: string;
  member_ids: string[];
  workspace_ids: string[];
  opens_deleted: boolean;
}

const PLACES = `
  SELECT g.id,
    ARRAY(SELECT gm.user_id FROM group_members gm WHERE gm.group_id = g.id ORDER BY 1) AS member_ids,
    ARRAY(SELECT w.id FROM group_workspaces gw JOIN workspaces w ON w.id = gw.workspace_id
      WHERE gw.group_id = g.id AND w.deleted_at IS NULL ORDER BY 1) AS workspace_ids,
    EXISTS (SELECT FROM group_workspaces gw JOIN workspaces w ON w.id = gw.workspace_id
      WHERE gw.group_id = g.id AND w.deleted_at IS NOT NULL) AS opens_deleted
  FROM groups g WHERE g.id = ANY($1)`;

@Injectable()
export class TypeormGroupRepository extends GroupRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async save(group: Group): Promise<void> {
    await this.database.manager.save(Group, group).catch((error: unknown) => {
      if (violatedConstraint(error) !== 'groups_name') throw error;
      throw ValidationError.on('name', `There is a group ${group.name} already. Choose another name.`);
    });
  }

  override async remove({ id }: Group): Promise<void> {
    await this.database.manager.delete(Group, { id });
  }

  override async find(organizationId: string, ids: readonly string[]): Promise<GroupDetails[]> {
    return this.withPlaces(await this.database.manager.findBy(Group, { organizationId, id: In([...ids]) }));
  }

  override async list(organizationId: string, { page, perPage }: PageRequest): Promise<Page<GroupDetails>> {
    const [groups, total] = await this.database.manager.findAndCount(Group, {
      where: { organizationId },
      order: { name: 'ASC', id: 'ASC' },
      skip: (page - 1) * perPage,
      take: perPage,
    });
    return { items: await this.withPlaces(groups), total };
  }

  override async setMembers(groupId: string, userIds: readonly string[]): Promise<void> {
    await this.database.manager.query('DELETE FROM group_members WHERE group_id = $1 AND user_id <> ALL($2)', [
      groupId,
      userIds,
    ]);
    await this.database.manager.query(
      'INSERT INTO group_members (group_id, user_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING',
      [groupId, userIds],
    );
  }

  override async setWorkspaces(groupId: string, workspaceIds: readonly string[]): Promise<void> {
    await this.database.manager.query(
      `DELETE FROM group_workspaces gw USING workspaces w
       WHERE gw.group_id = $1 AND gw.workspace_id <> ALL($2) AND w.id = gw.workspace_id AND w.deleted_at IS NULL`,
      [groupId, workspaceIds],
    );
    await this.database.manager.query(
      'INSERT INTO group_workspaces (group_id, workspace_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING',
      [groupId, workspaceIds],
    );
  }

  override async assignedTo(workspaceId: string): Promise<string[]> {
    const rows: { group_id: string }[] = await this.database.manager.query(
      'SELECT group_id FROM group_workspaces WHERE workspace_id = $1 ORDER BY 1',
      [workspaceId],
    );
    return rows.map((row) => row.group_id);
  }

  override async setAssignedTo(workspaceId: string, groupIds: readonly string[]): Promise<void> {
    await this.database.manager.query(
      'DELETE FROM group_workspaces WHERE workspace_id = $1 AND group_id <> ALL($2::uuid[])',
      [workspaceId, groupIds],
    );
    await this.database.manager.query(
      'INSERT INTO group_workspaces (workspace_id, group_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING',
      [workspaceId, groupIds],
    );
  }

  override async setGroupsOf(userId: string, groupIds: readonly string[]): Promise<void> {
    await this.database.manager.query('DELETE FROM group_members WHERE user_id = $1 AND group_id <> ALL($2)', [
      userId,
      groupIds,
    ]);
    await this.database.manager.query(
      'INSERT INTO group_members (group_id, user_id) SELECT unnest($2::uuid[]), $1 ON CONFLICT DO NOTHING',
      [userId, groupIds],
    );
  }

  private async withPlaces(groups: readonly Group[]): Promise<GroupDetails[]> {
    const rows: PlacesRow[] = await this.database.manager.query(PLACES, [groups.map(({ id }) => id)]);
    const rowById = new Map(rows.map((row) => [row.id, row]));
    return groups.map((group) => {
      const row = rowById.get(group.id);
      return {
        group,
        memberIds: row?.member_ids ?? [],
        workspaceIds: row?.workspace_ids ?? [],
        opensDeleted: row?.opens_deleted ?? false,
      };
    });
  }
}
