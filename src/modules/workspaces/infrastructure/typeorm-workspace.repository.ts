import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Reach } from '../../../common/domain/access/reach.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { violatedConstraint } from '../../../database/constraint.js';
import { Database } from '../../../database/database.js';
import { Workspace } from '../domain/workspace.js';
import { WorkspaceRepository } from '../domain/workspace.repository.js';

const DEFAULT_FIRST = { isDefault: 'DESC', name: 'ASC', id: 'ASC' } as const;

@Injectable()
export class TypeormWorkspaceRepository extends WorkspaceRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async save(workspace: Workspace): Promise<void> {
    await this.database.manager.save(Workspace, workspace).catch((error: unknown) => {
      if (violatedConstraint(error) !== 'workspaces_name') throw error;
      throw ValidationError.on('name', `There is a workspace ${workspace.name} already. Choose another name.`);
    });
  }

  override async list(reach: Reach, { page, perPage }: PageRequest): Promise<Page<Workspace>> {
    const [items, total] = await this.database.manager.findAndCount(Workspace, {
      where: { id: In([...reach.workspaceIds]) },
      order: DEFAULT_FIRST,
      skip: (page - 1) * perPage,
      take: perPage,
    });
    return { items, total };
  }

  override async find(reach: Reach, id: string): Promise<Workspace | undefined> {
    if (!reach.includes(id)) return undefined;
    return (await this.database.manager.findOneBy(Workspace, { id })) ?? undefined;
  }

  override async allowedSchemes(workspaceId: string): Promise<readonly string[]> {
    const workspace = await this.database.once(`workspace ${workspaceId}`, () =>
      this.database.manager.findOneByOrFail(Workspace, { id: workspaceId }),
    );
    return workspace.allowedSchemes;
  }

  override all(reach: Reach): Promise<Workspace[]> {
    return this.database.manager.find(Workspace, {
      where: { id: In([...reach.workspaceIds]) },
      order: DEFAULT_FIRST,
    });
  }
}
