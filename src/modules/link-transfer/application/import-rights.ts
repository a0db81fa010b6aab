import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { WorkspacesService } from '../../workspaces/index.js';
import { IMPORT_PERMISSIONS, ImportBrokenOff, LinkImport } from '../domain/link-import.js';

/** Whether whoever started an import, or its retry, may still do so, now. */
@Injectable()
export class ImportRights {
  constructor(private readonly workspaces: WorkspacesService) {}

  /** The import's workspace, as its user reaches it now. @throws ImportBrokenOff */
  async reachOf({ createdBy, organizationId, workspaceId }: LinkImport): Promise<Reach> {
    const membership = createdBy === null ? undefined : await this.workspaces.membershipOf(createdBy);
    const access = membership?.organization.id === organizationId ? membership.access : undefined;
    if (!access) throw new ImportBrokenOff('Whoever started this import is no longer an active member.');
    if (!access.reaches(workspaceId))
      throw new ImportBrokenOff('Whoever started this import no longer reaches its workspace.');
    const reach = access.reach(workspaceId);
    for (const permission of IMPORT_PERMISSIONS) {
      if (!reach.allows(permission, workspaceId))
        throw new ImportBrokenOff(`Whoever started this import no longer has the permission ${permission}.`);
    }
    return reach;
  }
}
