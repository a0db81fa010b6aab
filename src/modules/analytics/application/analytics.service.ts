import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import {
  ClickQuestion,
  ClickReader,
  CountedValue,
  Counts,
  Dimension,
  OTHERS,
  Parting,
  SingleClick,
} from '../../clicks/index.js';
import { ShortUrlListing, ShortUrlsService } from '../../short-urls/index.js';

/** Which clicks are asked for. */
export interface Selection {
  workspaceId?: string;
  shortUrlId?: string;
  /** The host in ASCII. */
  domain?: string;
  tag?: string;
  filters: ReadonlyMap<Dimension, string | null>;
  /** Milliseconds since 1970, whole minutes. */
  from: number;
  /** Exclusive. */
  to: number;
}

export interface Summary {
  counts: Counts;
  /** Of the period of the same length just before. */
  previous: Counts;
}

export interface CountedBucket {
  start: number;
  counts: Counts;
}

export interface CountedPart extends CountedValue {
  /** Of a link that is there still. */
  shortUrl?: ShortUrlListing;
}

/** What clicks add up to, within a user's reach. */
@Injectable()
export class AnalyticsService {
  constructor(
    private readonly reader: ClickReader,
    private readonly shortUrls: ShortUrlsService,
  ) {}

  /** @throws NotFoundError for a workspace or link out of reach */
  async summary(reach: Reach, selection: Selection): Promise<Summary> {
    const question = await this.question(reach, selection);
    const { from, to } = question;
    const before = { ...question, from: from - (to - from), to: from };
    const [[counts], [previous]] = (await Promise.all(
      [question, before].map((it) => this.reader.series(it, [it.from])),
    )) as [[Counts], [Counts]];
    return { counts, previous };
  }

  /** @param starts of the buckets, ascending, the first not after `from` @throws NotFoundError as `summary` */
  async series(reach: Reach, selection: Selection, starts: readonly number[]): Promise<CountedBucket[]> {
    const counts = await this.reader.series(await this.question(reach, selection), starts);
    return starts.map((start, index) => ({ start, counts: counts[index] as Counts }));
  }

  /** The largest first. @throws NotFoundError as `summary` */
  async parts(reach: Reach, selection: Selection, by: Parting, limit: number): Promise<CountedPart[]> {
    const parts = (await this.reader.parts(await this.question(reach, selection), by)).slice(0, limit);
    if (by !== 'short_url') return parts;
    const links = await this.shortUrls.findAll(
      reach,
      parts.flatMap(({ value }) => (value === null || value === OTHERS ? [] : value)),
    );
    return parts.map((part) => ({ ...part, shortUrl: links.get(part.value ?? '') }));
  }

  /** In the order of their time, as far back as they are kept. @throws NotFoundError as `summary` */
  async singles(reach: Reach, selection: Selection): Promise<AsyncGenerator<SingleClick[]>> {
    return this.reader.singles(await this.question(reach, selection));
  }

  /** What a selection means within a reach. @throws NotFoundError as `summary` */
  async question(reach: Reach, selection: Selection): Promise<ClickQuestion> {
    const { workspaceId, shortUrlId, domain, tag, filters, from, to } = selection;
    const within = reach.within(workspaceId).where('analytics.view');
    if (shortUrlId !== undefined) await this.shortUrls.get(within, shortUrlId);
    return { scope: { workspaceIds: within.workspaceIds, shortUrlId, domain, tag }, filters, from, to };
  }
}
