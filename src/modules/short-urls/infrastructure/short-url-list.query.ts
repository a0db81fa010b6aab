import { Reach } from '../../../common/domain/access/reach.js';
import { decodeCursor, encodeCursor, ListCursor } from '../../../common/domain/list-cursor.js';
import { PageRequest } from '../../../common/domain/page.js';
import { ShortUrlFilter, ShortUrlListing, ShortUrlOrder, ShortUrlSort } from '../domain/short-url-directory.js';
import { holds } from './text-search.js';

/** PostgreSQL's bigint comes as text. */
export type ListingRow = Omit<ShortUrlListing, 'clicks'> & { clicks: string };
export type ListRow = ListingRow & { sortKey: string };

export const LISTING = `
  s.id, s.workspace_id AS "workspaceId", d.hostname AS domain, s.slug, s.destination_url AS "destinationUrl", s.title,
  s.tags, s.starts_at AS "startsAt", s.expires_at AS "expiresAt", s.expired_url AS "expiredUrl",
  s.max_clicks AS "maxClicks", s.password_hash IS NOT NULL AS "isPasswordProtected", s.utm,
  s.forward_query AS "forwardQuery", s.routing_rules AS "routingRules", s.external_id AS "externalId",
  s.redirect_type AS "redirectType", s.archived, c.clicks, s.created_at AS "createdAt", s.updated_at AS "updatedAt",
  s.created_by AS "createdBy"`;

/** Where `LISTING` is found. */
export const LISTED = 'short_urls s JOIN short_url_clicks c ON c.id = s.id JOIN domains d ON d.id = s.domain_id';

const LINKS = 'short_urls s';
const LINKS_WITH_CLICKS = `${LINKS} JOIN short_url_clicks c ON c.id = s.id`;
/**
 * By the index of their counts, which alone is told of the workspace: told twice, PostgreSQL would expect a part of the
 * rows there are. It passes over the links themselves unless something of them is asked for.
 */
const LINKS_BY_CLICKS = `(
  SELECT c.id, c.workspace_id, c.archived, c.clicks, s.tags, s.domain_id, s.created_at
  FROM short_url_clicks c LEFT JOIN short_urls s ON s.id = c.id
) s`;

interface Order {
  /** What the index holds. */
  by: string;
  /** The exact text of that in a cursor. */
  key: string;
  pattern: RegExp;
  /** That text as a value again. */
  value: (text: string) => string;
}

const ORDERS: Record<ShortUrlOrder, Order> = {
  created_at: {
    by: 's.created_at',
    key: '(extract(epoch FROM s.created_at) * 1000000)::bigint',
    pattern: /^\d{1,17}$/,
    value: (text) => `timestamptz 'epoch' + ${text}::bigint * interval '1 microsecond'`,
  },
  clicks: { by: 'clicks', key: 'clicks', pattern: /^\d{1,18}$/, value: (text) => `${text}::bigint` },
  title: {
    by: "left(lower(coalesce(s.title, '')), 75)",
    key: "left(lower(coalesce(s.title, '')), 75)",
    pattern: /^[^\0]{0,150}$/,
    value: (text) => text,
  },
};

/** With what a host stands for: what PostgreSQL knows of how common a domain is, it knows by its id. */
export type ResolvedFilter = Omit<ShortUrlFilter, 'domain'> & { domainIds?: readonly string[] };

export interface Statement {
  sql: string;
  parameters: unknown[];
}

/** Ways to the same page: each workspace's first rows by its index, or all that match, sorted. */
export type Pages = { byIndex: Statement; atOnce?: Statement } | { byIndex?: undefined; atOnce: Statement };

/**
 * The statements behind one page of a list. Where several workspaces are in reach, each gives its own first rows by its index,
 * and the best of those make the page: the cost follows the page and the number of workspaces, not the number of links.
 * What few links match is better found at once in all of them, by the index of tags or of trigrams.
 */
export class ShortUrlListQuery {
  private readonly parameters: unknown[];
  private readonly conditions: readonly string[];
  private readonly sortName: string;
  private readonly withinReach: string;
  private readonly workspaces: string;

  constructor(
    private readonly reach: Reach,
    private readonly filter: ResolvedFilter,
    private readonly sort: ShortUrlSort,
    private readonly asked: PageRequest,
  ) {
    const [only] = reach.workspaceIds;
    const hasOne = reach.workspaceIds.length === 1;
    this.parameters = [hasOne ? only : reach.workspaceIds];
    this.withinReach = hasOne ? 's.workspace_id = $1' : 's.workspace_id = ANY($1)';
    this.workspaces = hasOne ? 'ARRAY[$1::uuid]' : '$1::uuid[]';
    this.conditions = this.conditionsOf(filter);
    this.sortName = `${sort.descending ? '-' : ''}${sort.by}`;
  }

  /** One row longer than asked for, which tells whether another follows. */
  pages(): Pages {
    const { search, tag, domainIds, createdAfter, createdBefore } = this.filter;
    const isSelective = [search, tag, domainIds].some((value) => value !== undefined);
    if (this.sort.by === 'clicks') return this.waysTo(isSelective || Boolean(createdAfter ?? createdBefore));
    // In one workspace, PostgreSQL has both ways open in one statement.
    return this.reach.workspaceIds.length === 1 ? { atOnce: this.page(this.fromAll) } : this.waysTo(isSelective);
  }

  count(): Statement {
    const { search, tag = '', domainIds, archived, createdAfter, createdBefore } = this.filter;
    if ([search, domainIds, createdAfter, createdBefore].every((it) => it === undefined)) {
      return { sql: COUNTED, parameters: [this.reach.workspaceIds, tag, archived] };
    }
    const sql = `SELECT count(*) AS total FROM ${this.source()} WHERE ${[this.withinReach, ...this.conditions].join(' AND ')}`;
    return { sql, parameters: this.parameters };
  }

  cursorAfter({ id, sortKey }: ListRow): string {
    return encodeCursor(this.sortName, { id, key: sortKey });
  }

  private waysTo(isSelective: boolean): Pages {
    const byIndex = this.page(this.fromEach);
    return isSelective ? { byIndex, atOnce: this.page(this.fromAll) } : { byIndex };
  }

  private page(from: Source): Statement {
    const parameters = [...this.parameters];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const { by, key } = ORDERS[this.sort.by];
    const direction = this.sort.descending ? 'DESC' : 'ASC';
    // The index of the order has all of this, so that only the rows of the page itself are read.
    const found = from([...this.conditions, ...this.afterCursor(bind)], by, direction, bind);
    const sql = `
      SELECT ${LISTING}, ${key}::text AS "sortKey"
      FROM (${found} LIMIT ${bind(this.asked.perPage + 1)} OFFSET ${bind(this.offset)}) found
        JOIN (${LISTED}) ON s.id = found.id
      ORDER BY found.sort_key ${direction}, s.id ${direction}`;
    return { sql, parameters };
  }

  private readonly fromAll: Source = (conditions, by, direction) =>
    `SELECT s.id, ${by} AS sort_key FROM ${this.source(by, LINKS_WITH_CLICKS)}
     WHERE ${[this.withinReach, ...conditions].join(' AND ')}
     ORDER BY ${by} ${direction}, s.id ${direction}`;

  private readonly fromEach: Source = (conditions, by, direction, bind) =>
    `SELECT s.id, s.sort_key FROM unnest(${this.workspaces}) AS w (id) CROSS JOIN LATERAL (
       SELECT s.id, ${by} AS sort_key FROM ${this.source(by, LINKS_BY_CLICKS)}
       WHERE ${['s.workspace_id = w.id', ...conditions].join(' AND ')}
       ORDER BY ${by} ${direction}, s.id ${direction} LIMIT ${bind(this.offset + this.asked.perPage + 1)}
     ) s ORDER BY s.sort_key ${direction}, s.id ${direction}`;

  /** A search looks through texts, which say all that is to be known unless something else is asked for. */
  private source(by = ORDERS.created_at.by, withClicks = LINKS): string {
    const { search, tag, domainIds } = this.filter;
    const links = by === ORDERS.clicks.by ? withClicks : LINKS;
    if (search === undefined) return links;
    const areTextsEnough = tag === undefined && domainIds === undefined && by === ORDERS.created_at.by;
    return areTextsEnough ? 'short_url_texts s' : `${links} JOIN short_url_texts t ON t.id = s.id`;
  }

  private get offset(): number {
    return this.asked.cursor === undefined ? (this.asked.page - 1) * this.asked.perPage : 0;
  }

  private afterCursor(bind: Bind): string[] {
    const { cursor } = this.asked;
    if (cursor === undefined || cursor === '') return [];
    const { by, pattern, value } = ORDERS[this.sort.by];
    const { key, id }: ListCursor = decodeCursor(this.sortName, pattern, cursor);
    return [`(${by}, s.id) ${this.sort.descending ? '<' : '>'} (${value(bind(key))}, ${bind(id)}::uuid)`];
  }

  private conditionsOf(filter: ResolvedFilter): string[] {
    const bind = (value: unknown): string => `$${this.parameters.push(value)}`;
    const { search, tag, domainIds, archived, createdAfter, createdBefore } = filter;
    const conditions = [`s.archived = ${bind(archived)}`];
    if (tag !== undefined) conditions.push(`s.tags @> ARRAY[${bind(tag)}]`);
    if (domainIds !== undefined) conditions.push(`s.domain_id = ANY(${bind(domainIds)})`);
    if (createdAfter) conditions.push(`s.created_at >= ${bind(createdAfter)}`);
    if (createdBefore) conditions.push(`s.created_at < ${bind(createdBefore)}`);
    if (search !== undefined) conditions.push(holds('content', bind(search)));
    return conditions;
  }
}

type Bind = (value: unknown) => string;
type Source = (conditions: readonly string[], by: string, direction: string, bind: Bind) => string;

const COUNTED = `
  SELECT coalesce(sum(links), 0) AS total FROM short_url_counts
  WHERE workspace_id = ANY($1) AND tag = $2 AND archived = $3`;
