import { Reach } from '../../src/common/domain/access/reach.js';
import { Page, PageRequest } from '../../src/common/domain/page.js';
import { Workspace } from '../../src/modules/workspaces/index.js';
import { WorkspaceRepository } from '../../src/modules/workspaces/domain/workspace.repository.js';
import { pageOf } from './page-of.js';

export class InMemoryWorkspaceRepository extends WorkspaceRepository {
  private readonly workspaces = new Map<string, Workspace>();

  override save(workspace: Workspace): Promise<void> {
    this.workspaces.set(workspace.id, workspace);
    return Promise.resolve();
  }

  override async list(reach: Reach, page: PageRequest): Promise<Page<Workspace>> {
    return pageOf(await this.all(reach), page);
  }

  override all(reach: Reach): Promise<Workspace[]> {
    return Promise.resolve([...this.workspaces.values()].filter(({ id }) => reach.includes(id)));
  }

  override find(reach: Reach, id: string): Promise<Workspace | undefined> {
    return Promise.resolve(reach.includes(id) ? this.workspaces.get(id) : undefined);
  }

  override allowedSchemes(workspaceId: string): Promise<readonly string[]> {
    return Promise.resolve(this.workspaces.get(workspaceId)?.allowedSchemes ?? []);
  }

  of(organizationId: string): Workspace[] {
    return [...this.workspaces.values()].filter((workspace) => workspace.organizationId === organizationId);
  }
}
