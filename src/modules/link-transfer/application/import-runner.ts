import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { newId } from '../../../common/domain/id.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { ImportFiles } from '../domain/import-files.js';
import { ImportJobs, Lease, LeaseLost } from '../domain/import-jobs.js';
import { columnsOf, ImportBrokenOff, ImportRow, KEPT_DAYS, LinkImport } from '../domain/link-import.js';
import { LinkImportRepository } from '../domain/link-import.repository.js';
import { TableReader } from '../domain/table-reader.js';
import { inBatches, ownRows } from './import-batches.js';
import { ImportStep } from './import-step.js';
import { isOld, leaseEnd } from './lease-time.js';

const BATCH = 500;
/** Rows after which other organizations' imports come first, if there are any. */
const TURN_ROWS = 5_000;
/** Going on later means to pass over all that is done again: the more that is, the longer a turn. */
const TURN_SHARE = 1 / 20;
const STALL_MILLISECONDS = 5_000;
/** A fault that comes back so often does not go away by itself. */
const MOST_STALLS = 5;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Works on imports: one at a time, batch by batch, from where it or another has stopped. */
@Injectable()
export class ImportRunner {
  private readonly logger = new Logger(ImportRunner.name);

  constructor(
    private readonly jobs: ImportJobs,
    private readonly imports: LinkImportRepository,
    private readonly files: ImportFiles,
    private readonly reader: TableReader,
    private readonly step: ImportStep,
    private readonly audit: AuditTrail,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Takes the next import to its end, or as far as it comes in its turn and before `signal`. False: there is none. */
  async runNext(signal: AbortSignal): Promise<boolean> {
    const holder = newId();
    const now = this.clock.now();
    const job = await this.jobs.claim(holder, now, leaseEnd(now));
    if (!job) return false;
    const lease = { importId: job.id, holder };
    try {
      await this.run(job, lease, signal);
    } catch (error) {
      if (signal.aborted) await this.jobs.release(lease, this.clock.now());
      else await this.settle(job, lease, error as Error);
    }
    return true;
  }

  /** Takes away what ended long ago, and files whose upload was cut off with the process. */
  async prune(): Promise<void> {
    const now = this.clock.now().getTime();
    await this.imports.removeEnded(new Date(now - KEPT_DAYS * DAY_MILLISECONDS));
    await this.files.removeForgotten(new Date(now - DAY_MILLISECONDS));
  }

  private async run(job: LinkImport, lease: Lease, signal: AbortSignal): Promise<void> {
    const columns = columnsOf(job);
    let rows = 0;
    for await (const batch of inBatches(this.rowsOf(job, lease, signal), columns)) {
      signal.throwIfAborted();
      await this.step.take(job, lease, batch);
      rows += batch.length;
      const hasHadTurn = rows >= Math.max(TURN_ROWS, job.position * TURN_SHARE);
      if (!hasHadTurn || !(await this.jobs.isWaitedFor(this.clock.now()))) continue;
      await this.jobs.release(lease, this.clock.now());
      return;
    }
    await this.end(job, lease);
  }

  private async *rowsOf(job: LinkImport, lease: Lease, signal: AbortSignal): AsyncGenerator<ImportRow> {
    if (job.isRetry) {
      yield* this.failedRowsOf(job);
      return;
    }
    if (job.fileId === null) throw new ImportBrokenOff('Its file is gone.');
    const parts = this.heldParts(job.fileId, lease, signal);
    yield* ownRows(this.reader.rows(parts, job.layout), columnsOf(job), job.position);
  }

  private async *failedRowsOf({ id, position }: LinkImport): AsyncGenerator<ImportRow> {
    for (let after = position; ;) {
      const rows = await this.jobs.failedRows(id, after, BATCH);
      if (rows.length === 0) return;
      yield* rows;
      after = rows.at(-1)?.number ?? after;
    }
  }

  /** Passing over what is done already can take longer than a lease. */
  private async *heldParts(fileId: string, lease: Lease, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    let renewed = this.clock.now();
    for await (const part of this.files.parts(fileId)) {
      signal.throwIfAborted();
      yield part;
      const now = this.clock.now();
      if (!isOld(renewed, now)) continue;
      await this.jobs.renew(lease, leaseEnd(now));
      renewed = now;
    }
  }

  private async settle(job: LinkImport, lease: Lease, error: Error): Promise<void> {
    if (error instanceof LeaseLost) return;
    if (error instanceof ImportBrokenOff) {
      await this.end(job, lease, error.message);
      return;
    }
    this.logger.warn(`The import ${job.id} was broken off: ${error.message}`);
    const stalls = await this.jobs.stall(lease, new Date(this.clock.now().getTime() + STALL_MILLISECONDS));
    if (stalls >= MOST_STALLS)
      await this.end(job, lease, `This installation failed ${stalls} times to go on; its log has the reason.`);
  }

  private async end(job: LinkImport, lease: Lease, message?: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.jobs.end(lease, this.clock.now(), message);
      await this.audit.record(job.actor, {
        action: message === undefined ? 'link_import.completed' : 'link_import.failed',
        resourceType: 'link_import',
        resourceId: job.id,
        workspaceId: job.workspaceId,
        changes: { dry_run: job.dryRun, ...(message !== undefined && { message }) },
      });
    });
  }
}
