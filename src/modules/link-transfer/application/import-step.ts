import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { DomainError, FieldErrors, ValidationError } from '../../../common/domain/errors.js';
import { attemptEach, continueWith, hasFailed, Outcome, zip } from '../../../common/domain/outcome.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { ImportJobs, Lease } from '../domain/import-jobs.js';
import { FailedRow, LinkImport } from '../domain/link-import.js';
import { Claim, RowMemory } from '../domain/row-memory.js';
import { ReadRow } from './import-batches.js';
import { ImportRights } from './import-rights.js';
import { leaseEnd } from './lease-time.js';
import { LinkMaker, Made } from './link-maker.js';
import { RowDraft, RowDrafts } from './row-drafts.js';
import { requireSame } from './same-link.js';

type Judged = [draft: RowDraft, made: Made];

/** Ends the transaction of a dry run. */
class Rehearsed extends Error {
  constructor(readonly outcomes: Outcome<Judged>[]) {
    super('A dry run keeps nothing');
  }
}

/**
 * Does one batch of rows together with the record of how far the import has come, so that whatever happens no row is done
 * twice and none is left out.
 */
@Injectable()
export class ImportStep {
  constructor(
    private readonly jobs: ImportJobs,
    private readonly rights: ImportRights,
    private readonly drafts: RowDrafts,
    private readonly maker: LinkMaker,
    private readonly memory: RowMemory,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws LeaseLost; ImportBrokenOff when the starter's rights are gone. */
  async take(job: LinkImport, lease: Lease, rows: readonly ReadRow[]): Promise<void> {
    const rehearsed = job.dryRun ? await this.rehearse(job, lease, rows) : undefined;
    await this.unitOfWork.run(async () => {
      await this.jobs.lock(lease, this.clock.now());
      const outcomes = rehearsed ?? (await this.make(job, rows));
      if (rehearsed) await this.memory.claim(job.id, claimsOf(rehearsed));
      await this.jobs.record(lease, { rows, failures: failuresOf(rows, outcomes) }, leaseEnd(this.clock.now()));
    });
  }

  private async make(job: LinkImport, rows: readonly ReadRow[]): Promise<Outcome<Judged>[]> {
    const reach = await this.rights.reachOf(job);
    const drafts = await this.drafts.of(job, rows);
    return continueWith(drafts, async (them) => {
      const made = await this.maker.make(job, reach, them);
      return zip(them, made).map(([draft, outcome]) => (hasFailed(outcome) ? outcome : [draft, outcome]));
    });
  }

  /** Makes the links, looks at them and takes them back: nothing is told of them. */
  private async rehearse(job: LinkImport, lease: Lease, rows: readonly ReadRow[]): Promise<Outcome<Judged>[]> {
    try {
      return await this.unitOfWork.run(async () => {
        await this.jobs.lock(lease, this.clock.now());
        throw new Rehearsed(await this.withoutClaimed(job, await this.make(job, rows)));
      });
    } catch (error) {
      if (error instanceof Rehearsed) return error.outcomes;
      throw error;
    }
  }

  /** An address may have gone to a row of an earlier batch, whose link is not there any more. */
  private async withoutClaimed(job: LinkImport, outcomes: readonly Outcome<Judged>[]): Promise<Outcome<Judged>[]> {
    const wanted = claimsOf(outcomes);
    const claimed = await this.memory.claims(
      job.id,
      wanted.map(({ address }) => address),
    );
    return continueWith(outcomes, (them) =>
      attemptEach(them, (judged) => {
        const [claim] = claimsOf([judged]);
        const earlier = claim && claimed.get(claim.address)?.link;
        const [{ order }] = judged;
        const isChanged = earlier?.externalId != null && earlier.externalId === claim?.link.externalId;
        if (earlier && !isChanged) requireSame(earlier, order, ', by an earlier row');
        return judged;
      }),
    );
  }
}

const claimsOf = (outcomes: readonly Outcome<Judged>[]): Claim[] =>
  outcomes.flatMap((outcome) => {
    if (hasFailed(outcome)) return [];
    const [{ order }, made] = outcome;
    if (!made || order.slug === undefined) return [];
    return [{ address: `${made.domain}/${made.slug}`, link: made }];
  });

const failuresOf = (rows: readonly ReadRow[], outcomes: readonly Outcome<unknown>[]): FailedRow[] =>
  zip(rows, outcomes).flatMap(([{ number, cells }, outcome]) =>
    hasFailed(outcome) ? [{ number, cells, errors: errorsOf(outcome) }] : [],
  );

const errorsOf = (error: DomainError): FieldErrors =>
  error instanceof ValidationError ? error.errors : { row: [error.message] };
