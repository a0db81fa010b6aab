import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { attemptEach, hasFailed, inParts, Outcome, zip } from '../../../common/domain/outcome.js';
import { DomainsService, parseHost } from '../../domains/index.js';
import { Address, AddressTaken, ShortUrlBatches, ShortUrlListing, ShortUrlsService } from '../../short-urls/index.js';
import { LinkImport } from '../domain/link-import.js';
import { Remembered, RowMemory } from '../domain/row-memory.js';
import { RowDraft } from './row-drafts.js';
import { requireSame } from './same-link.js';

/** What a row stands for now; undefined: a link that was there before, whichever. */
export type Made = ShortUrlListing | undefined;

/**
 * Makes links of rows. A row is known by its external id, whose link is changed where the row says something else, with
 * links.update; else by its address, else by what it says, and then the link that is there stays as it is.
 */
@Injectable()
export class LinkMaker {
  constructor(
    private readonly batches: ShortUrlBatches,
    private readonly shortUrls: ShortUrlsService,
    private readonly domains: DomainsService,
    private readonly memory: RowMemory,
  ) {}

  /**
   * Several writes in one transaction, each telling its tags: links that were there are locked by the upserts, which come
   * first; what comes after tags are told only adds links.
   */
  make(job: LinkImport, reach: Reach, drafts: readonly RowDraft[]): Promise<Outcome<Made>[]> {
    const has = (isSo: (draft: RowDraft) => boolean, those: Work, others: Work): Work => {
      return (them) => inParts(them, isSo, those, others);
    };
    return has(
      ({ lacksPassword }) => lacksPassword,
      (them) => this.find(reach, them),
      has(
        ({ order }) => typeof order.externalId === 'string',
        oneAfterAnother(
          ({ order }) => order.externalId ?? '',
          (them) => this.upsert(job, reach, them),
        ),
        has(
          ({ order }) => order.slug !== undefined,
          oneAfterAnother(
            ({ order }) => `${order.domain ?? ''}/${order.slug?.normalize('NFC')}`,
            (them) => this.create(job, reach, them),
          ),
          (them) => this.createNameless(job, reach, them),
        ),
      ),
    )([...drafts]);
  }

  private async upsert({ actor }: LinkImport, reach: Reach, drafts: RowDraft[]): Promise<Outcome<Made>[]> {
    const upserted = await this.batches.upsert(
      actor,
      reach,
      drafts.map(({ order }) => ({
        key: { externalId: order.externalId ?? '' },
        workspaceId: order.workspaceId,
        change: order,
      })),
    );
    return this.keepEqual(
      reach,
      drafts,
      upserted.map((it) => (hasFailed(it) ? it : it.shortUrl)),
    );
  }

  private async create({ actor }: LinkImport, reach: Reach, drafts: RowDraft[]): Promise<Outcome<Made>[]> {
    const created = await this.batches.create(
      actor,
      reach,
      drafts.map(({ order }) => order),
    );
    return this.keepEqual(reach, drafts, created);
  }

  private async createNameless(job: LinkImport, reach: Reach, drafts: RowDraft[]): Promise<Outcome<Made>[]> {
    const known = await this.knownOf(job, reach, drafts);
    const isKnown = ({ key }: RowDraft): boolean => {
      const left = known.get(key) ?? 0;
      known.set(key, left - 1);
      return left > 0;
    };
    return inParts<RowDraft, Outcome<Made>>(
      drafts,
      isKnown,
      (them) => Promise.resolve(them.map(() => undefined)),
      async (them) => {
        const created = await this.create(job, reach, them);
        const made = zip(them, created).flatMap(([{ key }, it]) =>
          it === undefined || hasFailed(it) ? [] : [{ key, shortUrlId: it.id, workspaceId: it.workspaceId }],
        );
        await this.memory.remember(reach, job.id, made);
        return created;
      },
    );
  }

  /** How many links each row has by now. One that leads elsewhere by now is no longer the row's. */
  private async knownOf({ id }: LinkImport, reach: Reach, drafts: readonly RowDraft[]): Promise<Map<string, number>> {
    const taken = await this.memory.take(
      reach,
      id,
      drafts.map(({ key }) => key),
    );
    const there = await this.shortUrls.findAll(
      reach,
      taken.map(({ shortUrlId }) => shortUrlId),
    );
    const wanted = new Map(drafts.map(({ key, order }) => [key, order.destinationUrl]));
    const hasLeft = ({ key, shortUrlId }: Remembered): boolean => {
      const shortUrl = there.get(shortUrlId);
      return shortUrl !== undefined && shortUrl.destinationUrl !== wanted.get(key);
    };
    await this.memory.forget(
      reach,
      taken.filter(hasLeft).map(({ shortUrlId }) => shortUrlId),
    );
    const known = new Map<string, number>();
    for (const { key } of taken.filter((it) => !hasLeft(it))) known.set(key, (known.get(key) ?? 0) + 1);
    return known;
  }

  /** What stands at a taken address with all that the row says is what the row asks for. */
  private async keepEqual(
    reach: Reach,
    drafts: readonly RowDraft[],
    outcomes: readonly Outcome<Made>[],
  ): Promise<Outcome<Made>[]> {
    const taken = outcomes.filter((it) => it instanceof AddressTaken);
    const there = await this.at(
      reach,
      taken.map(({ hostname, slug }) => ({ domain: hostname, slug })),
    );
    return attemptEach(zip(drafts, outcomes), ([{ order }, outcome]) => {
      if (!(outcome instanceof AddressTaken)) {
        if (hasFailed(outcome)) throw outcome;
        return outcome;
      }
      const shortUrl = there.get(textOf({ domain: outcome.hostname, slug: outcome.slug }));
      if (!shortUrl) throw outcome;
      requireSame(shortUrl, order);
      return shortUrl;
    });
  }

  /** Links whose password nobody can bring are only looked for. */
  private async find(reach: Reach, drafts: readonly RowDraft[]): Promise<Outcome<Made>[]> {
    const usual = reach.workspaceIds[0] === undefined ? undefined : await this.domains.defaultOf(reach.workspaceIds[0]);
    const addresses = drafts.map(({ order }) => ({
      domain: parseHost(order.domain ?? usual?.hostname ?? '') ?? '',
      slug: (order.slug ?? '').normalize('NFC'),
    }));
    const there = await this.at(reach, addresses);
    return attemptEach(zip(drafts, addresses), ([{ order }, address]) => {
      const shortUrl = there.get(textOf(address));
      if (shortUrl?.isPasswordProtected) {
        requireSame(shortUrl, order);
        return shortUrl;
      }
      throw ValidationError.on(
        'password',
        'This link had a password, which no export holds. Give it one in a column password, or set password_protected to false.',
      );
    });
  }

  private async at(reach: Reach, addresses: readonly Address[]): Promise<ReadonlyMap<string, ShortUrlListing>> {
    const found = addresses.length === 0 ? [] : await this.shortUrls.findAt(reach, addresses);
    return new Map(found.map((shortUrl) => [textOf(shortUrl), shortUrl]));
  }
}

type Work = (drafts: RowDraft[]) => Promise<Outcome<Made>[]>;

/** Of several that name the same, the first has to be done before the next is looked at. */
function oneAfterAnother(nameOf: (draft: RowDraft) => string, work: Work): Work {
  const round: Work = (drafts) => {
    const seen = new Set<string>();
    const isFirst = (draft: RowDraft): boolean => seen.size < seen.add(nameOf(draft)).size;
    return inParts(drafts, isFirst, work, (others) => (others.length === 0 ? Promise.resolve([]) : round(others)));
  };
  return round;
}

const textOf = ({ domain, slug }: Address): string => `${domain}/${slug}`;
