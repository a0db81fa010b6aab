import { Counts } from './counts.js';
import { Dimension } from './dimension.js';

/** Whose clicks: of workspaces, or of what stands in them. */
export interface ClickScope {
  workspaceIds: readonly string[];
  shortUrlId?: string;
  /** The host in ASCII. */
  domain?: string;
  /** Of the links that have it now. */
  tag?: string;
}

export interface ClickQuestion {
  scope: ClickScope;
  /** All have to match; null: no value. Regions and cities by their name, wherever they are. */
  filters: ReadonlyMap<Dimension, string | null>;
  /** Milliseconds since 1970, whole minutes. */
  from: number;
  /** Exclusive. */
  to: number;
}

export interface CountedValue {
  /** null: none. Of a link its id, of a domain its host in ASCII. */
  value: string | null;
  counts: Counts;
}

/** What clicks can be parted by. */
export type Parting = Dimension | 'short_url' | 'domain' | 'tag';

/** One visit, as much as is kept of it. */
export interface SingleClick {
  at: Date;
  shortUrlId: string;
  /** null: the link is gone. */
  domain: string | null;
  slug: string | null;
  isUnique: boolean;
  values: Record<Dimension, string | null>;
}

/**
 * Answers what clicks add up to. A port: replace it together with ClickStore to keep clicks elsewhere.
 *
 * Of rollups, where these can tell. What they can't is counted from single clicks, as far back as those are kept: several
 * filters at once, of which the domain of a link or tag is one; one dimension filtered by another; with a filter, buckets that
 * do not begin with a quarter of an hour; and the minutes at either end of a period, where it is filtered or parted.
 */
export abstract class ClickReader {
  /** @param starts of the buckets, ascending, the first not after `from`; each ends where the next begins */
  abstract series(question: ClickQuestion, starts: readonly number[]): Promise<Counts[]>;
  /** The largest first. */
  abstract parts(question: ClickQuestion, by: Parting): Promise<CountedValue[]>;
  /** In the order of their time, in parts. */
  abstract singles(question: ClickQuestion): AsyncGenerator<SingleClick[]>;
  /** Those that were kept together, at most `limit`, the latest first; none that were made long before. */
  abstract batch(asked: Pick<ClickQuestion, 'scope' | 'filters'>, batch: string, limit: number): Promise<SingleClick[]>;
}
