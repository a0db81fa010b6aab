import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { ConflictError, NotFoundError } from '../../../common/domain/errors.js';
import { newId } from '../../../common/domain/id.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { DomainsService } from '../../domains/index.js';
import { ImportFiles } from '../domain/import-files.js';
import { ImportWorker } from '../domain/import-jobs.js';
import { FailedRow, hasEnded, IMPORT_PERMISSIONS, ImportOptions, LinkImport } from '../domain/link-import.js';
import { LinkImportRepository } from '../domain/link-import.repository.js';
import { FileInspection } from './file-inspection.js';
import { receive, ReceivedFile } from './received-file.js';

export interface ImportOrder extends ImportOptions {
  workspaceId?: string;
  dryRun: boolean;
  fileName: string | null;
}

/** An organization's that wait or run. */
const MOST_OPEN = 20;
const BATCH = 500;

/** Files of links: taking them in, and what has become of them. */
@Injectable()
export class LinkImportsService {
  constructor(
    private readonly imports: LinkImportRepository,
    private readonly files: ImportFiles,
    private readonly inspection: FileInspection,
    private readonly domains: DomainsService,
    private readonly worker: ImportWorker,
    private readonly audit: AuditTrail,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * `read` brings the file, once, and then what was said beside it; undefined: it is not wanted after all. Of an upload that
   * comes to nothing, nothing is left.
   * @throws ValidationError for a file that is no table of links; NotFoundError for a workspace out of reach; ForbiddenError;
   * ConflictError when many are open, before anything is read.
   */
  async start(
    actor: Actor,
    reach: Reach,
    read: (take: (content: AsyncIterable<Uint8Array>) => Promise<void>) => Promise<ImportOrder | undefined>,
  ): Promise<LinkImport | undefined> {
    await this.requireRoom(reach);
    const fileId = await this.files.open(this.clock.now());
    try {
      let received: ReceivedFile | undefined;
      const order = await read(async (content) => {
        received = await receive(this.files, fileId, content);
      });
      if (order) return await this.add(actor, reach, order, received);
      await this.files.remove(fileId);
      return undefined;
    } catch (error) {
      await this.files.remove(fileId);
      throw error;
    }
  }

  list(reach: Reach, page: PageRequest): Promise<Page<LinkImport>> {
    return this.imports.list(reach.where('links.import'), page);
  }

  /** @throws NotFoundError */
  async get(reach: Reach, id: string): Promise<LinkImport> {
    const found = await this.imports.find(reach.where('links.import'), id);
    if (!found) throw new NotFoundError();
    return found;
  }

  /** The rows that failed, in batches, in the order of the file. */
  async *failedRows(reach: Reach, { id }: LinkImport): AsyncGenerator<FailedRow[]> {
    for (let after = 0; ;) {
      const rows = await this.imports.failedRows(reach, id, after, BATCH);
      if (rows.length === 0) return;
      yield rows;
      after = rows.at(-1)?.number ?? after;
    }
  }

  /**
   * Has the failed rows tried again, with the rights of who asks for it.
   * @throws NotFoundError; ForbiddenError; ConflictError while it runs, where nothing has failed, and when many are open.
   */
  async retry(actor: Actor, reach: Reach, id: string): Promise<LinkImport> {
    const found = await this.get(reach, id);
    requireRights(reach, found.workspaceId);
    if (!hasEnded(found)) throw new ConflictError('This import has not ended yet.', 'import_running');
    await this.unitOfWork.run(async () => {
      await this.requireRoom(reach);
      if (!(await this.imports.restart(reach, id, actor)))
        throw new ConflictError('No row of this import has failed.', 'nothing_failed');
      await this.record(actor, 'link_import.retried', found, { failed: found.failed });
    });
    this.worker.wake();
    return this.get(reach, id);
  }

  private async add(
    actor: Actor,
    reach: Reach,
    { workspaceId: named, dryRun, fileName, ...options }: ImportOrder,
    received: ReceivedFile | undefined,
  ): Promise<LinkImport> {
    const workspaceId = reach.targetWorkspace(named);
    requireRights(reach, workspaceId);
    if (options.domain !== undefined) await this.domains.forLinkOf(workspaceId, options.domain);
    const { layout, columns } = await this.inspection.of(received, options.columns);
    const linkImport: LinkImport = {
      ...{ id: newId(), organizationId: reach.organizationId, workspaceId, createdBy: actor.userId },
      ...{ fileId: received?.id ?? null, isRetry: false, status: 'pending', dryRun, fileName },
      ...{ format: columns.format, layout, options },
      ...{ actor, ignoredColumns: columns.ignored, position: 0, total: null, succeeded: 0, failed: 0, message: null },
      ...{ createdAt: this.clock.now(), startedAt: null, completedAt: null },
    };
    await this.unitOfWork.run(async () => {
      await this.requireRoom(reach);
      await this.imports.add(reach, linkImport);
      await this.record(actor, 'link_import.started', linkImport, { file_name: fileName, dry_run: dryRun });
    });
    this.worker.wake();
    return linkImport;
  }

  private async requireRoom(reach: Reach): Promise<void> {
    if ((await this.imports.countOpen(reach)) >= MOST_OPEN)
      throw new ConflictError(`${MOST_OPEN} imports are open. Wait until one has ended.`, 'too_many_imports');
  }

  private record(
    actor: Actor,
    action: string,
    { id, workspaceId }: LinkImport,
    changes: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(actor, { action, resourceType: 'link_import', resourceId: id, workspaceId, changes });
  }
}

function requireRights(reach: Reach, workspaceId: string): void {
  for (const permission of IMPORT_PERMISSIONS) reach.require(permission, workspaceId);
}
