import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Workspace } from './workspace.js';

export abstract class WorkspaceRepository {
  /** @throws ValidationError on `name` when another living workspace of the organization has it. */
  abstract save(workspace: Workspace): Promise<void>;
  abstract list(reach: Reach, page: PageRequest): Promise<Page<Workspace>>;
  /** Every workspace in reach, the default first, then by name. */
  abstract all(reach: Reach): Promise<Workspace[]>;
  abstract find(reach: Reach, id: string): Promise<Workspace | undefined>;
  /** Of any workspace: links are checked by the rules of theirs. */
  abstract allowedSchemes(workspaceId: string): Promise<readonly string[]>;
}
