import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { FailedRow, LinkImport } from './link-import.js';

/** Imports as people see them. */
export abstract class LinkImportRepository {
  abstract add(reach: Reach, linkImport: LinkImport): Promise<void>;
  abstract find(reach: Reach, id: string): Promise<LinkImport | undefined>;
  /** The newest first. */
  abstract list(reach: Reach, page: PageRequest): Promise<Page<LinkImport>>;
  /** How many of the organization wait or run; nobody else adds one before the surrounding transaction ends. */
  abstract countOpen(reach: Reach): Promise<number>;
  /** In the order of the file, after the row `after`. */
  abstract failedRows(reach: Reach, id: string, after: number, most: number): Promise<FailedRow[]>;
  /** Has the failed rows tried again, in the name and with the rights of `actor`. False where it runs, or nothing has failed. */
  abstract restart(reach: Reach, id: string, actor: Actor): Promise<boolean>;
  /** Those that ended before, with all that hangs on them. */
  abstract removeEnded(before: Date): Promise<void>;
}
