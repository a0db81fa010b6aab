import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { NotFoundError } from '../../../common/domain/errors.js';
import {
  attemptEach,
  continueWith,
  hasFailed,
  inParts,
  Outcome,
  requireAll,
  valueOf,
  zip,
} from '../../../common/domain/outcome.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { Configuration } from '../../../config/configuration.js';
import { ShortUrlListing } from '../domain/short-url-directory.js';
import { ShortUrlRepository } from '../domain/short-url.repository.js';
import { ShortUrl } from '../domain/short-url.js';
import { TagRepository } from '../domain/tag.repository.js';
import { Change, changesBetween, hasMoved } from './short-url-changes.js';
import { RequestedTitles } from './requested-titles.js';
import { Prepared, ShortUrlChecks } from './short-url-checks.js';
import { ChangeOrder, completed, DeleteOrder, NewShortUrl, ShortUrlChange, UpsertOrder } from './short-url-orders.js';
import { Locked, ShortUrlLocks } from './short-url-locks.js';
import { Draft, ShortUrlPlacement } from './short-url-placement.js';
import { deletionOf, Happening, isAny, ShortUrlNews } from './short-url-news.js';
import { ExternalIdTaken, refusalOf, requireSameWorkspace } from './short-url-refusals.js';

type WithPrepared<T> = T & { prepared: Outcome<Prepared> };

export interface Upserted {
  shortUrl: ShortUrlListing;
  isNew: boolean;
}

export interface BatchOptions {
  /** All, or none where one is refused. */
  atomic?: boolean;
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** Each further one means that somebody else has created or deleted the link in between. */
const UPSERT_TRIES = 3;

/**
 * Every way in which links change, one or a thousand of them: in one transaction, with a few statements for all. What is
 * refused of one stops no other, unless all are wanted or none.
 */
@Injectable()
export class ShortUrlBatches {
  constructor(
    private readonly shortUrls: ShortUrlRepository,
    private readonly locks: ShortUrlLocks,
    private readonly checks: ShortUrlChecks,
    private readonly placement: ShortUrlPlacement,
    private readonly news: ShortUrlNews,
    private readonly tags: TagRepository,
    private readonly titles: RequestedTitles,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly configuration: Configuration,
  ) {}

  /** @throws ValidationError when atomic and one is refused; so do the others. */
  async create(
    actor: Actor,
    reach: Reach,
    orders: readonly NewShortUrl[],
    options: BatchOptions = {},
  ): Promise<Outcome<ShortUrlListing>[]> {
    const prepared = await this.prepare((await this.titles.fill(orders)).map((change) => ({ change })));
    return this.write(reach, options, () => this.createNow(actor, reach, prepared));
  }

  async update(
    actor: Actor,
    reach: Reach,
    orders: readonly ChangeOrder[],
    options: BatchOptions = {},
  ): Promise<Outcome<ShortUrlListing>[]> {
    const prepared = await this.prepare(orders);
    return this.write(reach, options, async () => this.updateNow(actor, reach, await this.locks.lock(reach, prepared)));
  }

  /** Changes the link of each external id, or creates it: of many at once, one creates it. */
  async upsert(
    actor: Actor,
    reach: Reach,
    orders: readonly UpsertOrder[],
    options: BatchOptions = {},
  ): Promise<Outcome<Upserted>[]> {
    const prepared = await this.prepare(orders);
    return this.write(reach, options, () => this.upsertNow(actor, reach, prepared, UPSERT_TRIES));
  }

  delete(
    actor: Actor,
    reach: Reach,
    orders: readonly DeleteOrder[],
    options: BatchOptions = {},
  ): Promise<Outcome<void>[]> {
    return this.run(options, async () => {
      const locked = await this.locks.lock(reach, orders);
      const deletions = await attemptEach(locked, (order) => deletionOf(reach, valueOf(order.locked)));
      return continueWith(deletions, async (happenings) => {
        await this.news.announce(actor, reach, 'short_url.deleted', happenings);
        const shortUrls = happenings.map(({ shortUrl }) => shortUrl);
        await this.shortUrls.remove(reach, shortUrls);
        await this.reserve(reach, shortUrls);
        return shortUrls.map(() => undefined);
      });
    });
  }

  private write<T extends ShortUrlListing | Upserted>(
    reach: Reach,
    options: BatchOptions,
    work: () => Promise<Outcome<T>[]>,
  ): Promise<Outcome<T>[]> {
    return this.run(options, async () => {
      const outcomes = await work();
      await this.tags.addUsed(reach, outcomes.flatMap(writtenIn), this.clock.now());
      return outcomes;
    });
  }

  private run<T>({ atomic = false }: BatchOptions, work: () => Promise<Outcome<T>[]>): Promise<Outcome<T>[]> {
    return this.unitOfWork.run(async () => (atomic ? requireAll(await work()) : work()));
  }

  private async prepare<T extends { change: ShortUrlChange }>(orders: readonly T[]): Promise<WithPrepared<T>[]> {
    const prepared = await this.checks.prepare(orders.map(({ change }) => change));
    return zip(orders, prepared).map(([order, outcome]) => ({ ...order, prepared: outcome }));
  }

  private async createNow(
    actor: Actor,
    reach: Reach,
    orders: readonly WithPrepared<{ change: NewShortUrl }>[],
  ): Promise<Outcome<ShortUrlListing>[]> {
    const drafts = await attemptEach(orders, ({ change, prepared }) =>
      this.draft(actor, reach, change, valueOf(prepared)),
    );
    const placed = await continueWith(drafts, (them) => this.placement.place(reach, them));
    return continueWith(placed, (them) => this.news.announce(actor, reach, 'short_url.created', them));
  }

  private async draft(actor: Actor, reach: Reach, order: NewShortUrl, prepared: Prepared): Promise<Draft> {
    const workspaceId = reach.targetWorkspace(order.workspaceId);
    reach.require('links.create', workspaceId);
    const { domain, slug, settings } = await this.checks.ofNew(workspaceId, order, prepared);
    const origin = { workspaceId, createdBy: actor.userId };
    return {
      hostname: domain.hostname,
      slug,
      at: (chosen) => ShortUrl.create({ ...settings, domainId: domain.id, slug: chosen }, origin, this.clock.now()),
    };
  }

  private async updateNow(
    actor: Actor,
    reach: Reach,
    orders: readonly Locked<WithPrepared<ChangeOrder>>[],
  ): Promise<Outcome<ShortUrlListing>[]> {
    const changes = await attemptEach(orders, ({ change, prepared, locked }) =>
      this.changeOf(reach, valueOf(locked), change, valueOf(prepared)),
    );
    const saved = await continueWith(changes, (them) => this.save(reach, them));
    return continueWith(saved, (them) => this.news.announce(actor, reach, 'short_url.updated', them));
  }

  private async changeOf(reach: Reach, before: ShortUrl, change: ShortUrlChange, prepared: Prepared): Promise<Change> {
    reach.require('links.update', before.workspaceId);
    requireSameWorkspace(reach, before, change.workspaceId);
    const { domain, settings } = await this.checks.ofChange(before, change, prepared);
    const after = before.with(settings, this.clock.now());
    return { hostname: domain.hostname, before, after, changes: changesBetween(before, after) };
  }

  private async save(reach: Reach, changes: readonly Change[]): Promise<Outcome<Happening>[]> {
    const differing = changes.filter(({ changes }) => isAny(changes));
    const taken = await this.shortUrls.save(
      reach,
      differing.map(({ after }) => after),
    );
    const moved = differing.filter(({ before, after }) => hasMoved(before, after) && !taken.has(after.id));
    await this.reserve(
      reach,
      moved.map(({ before }) => before),
    );
    return changes.map(({ hostname, after, changes }) => {
      const field = taken.get(after.id);
      return field ? refusalOf(field, hostname, after.slug) : { shortUrl: after, changes };
    });
  }

  private async upsertNow(
    actor: Actor,
    reach: Reach,
    orders: readonly WithPrepared<UpsertOrder>[],
    tries: number,
  ): Promise<Outcome<Upserted>[]> {
    const attempts = zip(orders, await this.changeOrCreate(actor, reach, orders));
    const isOutrun = ([, outcome]: [unknown, Outcome<Upserted>]): boolean => outcome instanceof ExternalIdTaken;
    if (tries === 1 || !attempts.some(isOutrun)) return attempts.map(([, outcome]) => outcome);
    const retry = (outrun: typeof attempts): Promise<Outcome<Upserted>[]> => {
      const again = outrun.map(([order]) => order);
      return this.upsertNow(actor, reach, again, tries - 1);
    };
    return inParts(attempts, isOutrun, retry, (settled) => Promise.resolve(settled.map(([, outcome]) => outcome)));
  }

  private async changeOrCreate(
    actor: Actor,
    reach: Reach,
    orders: readonly WithPrepared<UpsertOrder>[],
  ): Promise<Outcome<Upserted>[]> {
    return inParts(
      await this.locks.lock(reach, orders),
      ({ locked }) => locked instanceof NotFoundError,
      async (unknown) => {
        const complete = await attemptEach(unknown, (order) => ({ ...order, change: completed(reach, order) }));
        return asUpserted(true, await continueWith(complete, (them) => this.createNow(actor, reach, them)));
      },
      async (known) => asUpserted(false, await this.updateNow(actor, reach, known)),
    );
  }

  private reserve(reach: Reach, shortUrls: readonly ShortUrl[]): Promise<void> {
    const { slugReuseDays } = this.configuration.settings;
    const until = new Date(this.clock.now().getTime() + slugReuseDays * DAY_MILLISECONDS);
    return this.shortUrls.reserve(reach, shortUrls, until);
  }
}

const asUpserted = (isNew: boolean, outcomes: readonly Outcome<ShortUrlListing>[]): Outcome<Upserted>[] =>
  outcomes.map((it) => (hasFailed(it) ? it : { shortUrl: it, isNew }));

const writtenIn = (outcome: Outcome<ShortUrlListing | Upserted>): ShortUrlListing[] =>
  hasFailed(outcome) ? [] : ['shortUrl' in outcome ? outcome.shortUrl : outcome];
