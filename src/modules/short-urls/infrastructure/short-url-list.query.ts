import { Reach } from '../../../common/domain/access/reach.js';
import { decodeCursor, encodeCursor, ListCursor } from '../../../common/domain/list-cursor.js';
import { PageRequest } from '../../../common/domain/page.js';
import { ShortUrlFilter, ShortUrlListing, ShortUrlOrder, ShortUrlSort } from '../domain/short-url-directory.js';

/** PostgreSQL's bigint comes as text. */
export type ListingRow = Omit<ShortUrlListing, 'clicks'> & { clicks: string };
export type ListRow = ListingRow & { sortKey: string };

export const LISTING = `
  s.id, s.workspace_id AS "workspaceId", d.hostname AS domain, s.slug, s.destination_url AS "destinationUrl", s.title,
  s.tags, s.starts_at AS "startsAt", s.expires_at AS "expiresAt", s.expired_url AS "expiredUrl",
  s.max_clicks AS "maxClicks", s.password_hash IS NOT NULL AS "isPasswordProtected", s.utm,
  s.forward_query AS "forwardQuery", s.routing_rules AS "routingRules", s.external_id AS "externalId",
  s.redirect_type AS "redirectType", s.archived, s.clicks, s.created_at AS "createdAt", s.updated_at AS "updatedAt",
  s.created_by AS "createdBy"`;

/** `by` is what the index holds, `key` its exact text in a cursor, `value` that text as a value again. */
const ORDERS: Record<ShortUrlOrder, { by: string; key: string; pattern: RegExp; value: (text: string) => string }> = {
  created_at: {
    by: 's.created_at',
    key: '(extract(epoch FROM s.created_at) * 1000000)::bigint',
    pattern: /^\d{1,17}$/,
    value: (text) => `timestamptz 'epoch' + ${text}::bigint * interval '1 microsecond'`,
  },
  clicks: { by: 's.clicks', key: 's.clicks', pattern: /^\d{1,18}$/, value: (text) => `${text}::bigint` },
  title: {
    by: "left(lower(coalesce(s.title, '')), 75)",
    key: "left(lower(coalesce(s.title, '')), 75)",
    pattern: /^[^\0]{0,150}$/,
    value: (text) => text,
  },
};

interface Statement {
  sql: string;
  parameters: unknown[];
}

/**
 * The statements behind one page of a list. Each workspace in reach gives its own first rows by its index, and the best of those
 * make the page: the cost follows the page and the number of workspaces, not the number of links.
 */
export class ShortUrlListQuery {
  private readonly parameters: unknown[];
  private readonly conditions: readonly string[];
  private readonly sortName: string;
  /** A tag has an index of its own, which is read once for all workspaces and not once for each. */
  private readonly narrowsByItself: boolean;

  constructor(
    reach: Reach,
    filter: ShortUrlFilter,
    private readonly sort: ShortUrlSort,
    private readonly asked: PageRequest,
  ) {
    this.parameters = [reach.workspaceIds];
    this.conditions = this.conditionsOf(filter);
    this.narrowsByItself = filter.tag !== undefined;
    this.sortName = `${sort.descending ? '-' : ''}${sort.by}`;
  }

  /** One row more than the page, which tells whether another follows. */
  page(): Statement {
    const parameters = [...this.parameters];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const { by, key } = ORDERS[this.sort.by];
    const offset = this.asked.cursor === undefined ? (this.asked.page - 1) * this.asked.perPage : 0;
    const conditions = [...this.conditions, ...this.afterCursor(bind)];
    const order = `ORDER BY ${by} ${this.direction}, s.id ${this.direction}`;
    const source = this.narrowsByItself
      ? `(SELECT * FROM short_urls s WHERE s.workspace_id = ANY($1) AND ${conditions.join(' AND ')}) s`
      : `unnest($1::uuid[]) AS w(id) CROSS JOIN LATERAL (
          SELECT * FROM short_urls s WHERE s.workspace_id = w.id AND ${conditions.join(' AND ')}
          ${order} LIMIT ${bind(offset + this.asked.perPage + 1)}
        ) s`;
    const sql = `
      SELECT ${LISTING}, ${key}::text AS "sortKey" FROM ${source} JOIN domains d ON d.id = s.domain_id
      ${order} LIMIT ${bind(this.asked.perPage + 1)} OFFSET ${bind(offset)}`;
    return { sql, parameters };
  }

  count(): Statement {
    const sql = `SELECT count(*) AS total FROM short_urls s WHERE s.workspace_id = ANY($1) AND ${this.conditions.join(' AND ')}`;
    return { sql, parameters: this.parameters };
  }

  cursorAfter({ id, sortKey }: ListRow): string {
    return encodeCursor(this.sortName, { id, key: sortKey });
  }

  private get direction(): string {
    return this.sort.descending ? 'DESC' : 'ASC';
  }

  private afterCursor(bind: (value: unknown) => string): string[] {
    const { cursor } = this.asked;
    if (cursor === undefined || cursor === '') return [];
    const { by, pattern, value } = ORDERS[this.sort.by];
    const { key, id }: ListCursor = decodeCursor(this.sortName, pattern, cursor);
    return [`(${by}, s.id) ${this.sort.descending ? '<' : '>'} (${value(bind(key))}, ${bind(id)}::uuid)`];
  }

  private conditionsOf(filter: ShortUrlFilter): string[] {
    const bind = (value: unknown): string => `$${this.parameters.push(value)}`;
    const { search, tag, domain, archived, createdAfter, createdBefore } = filter;
    const conditions = [`s.archived = ${bind(archived)}`];
    if (tag !== undefined) conditions.push(`s.tags @> ARRAY[${bind(tag)}]`);
    if (domain !== undefined)
      conditions.push(`s.domain_id IN (SELECT id FROM domains WHERE hostname = ${bind(domain)})`);
    if (createdAfter) conditions.push(`s.created_at >= ${bind(createdAfter)}`);
    if (createdBefore) conditions.push(`s.created_at < ${bind(createdBefore)}`);
    if (search !== undefined) conditions.push(matching(bind(containing(search))));
    return conditions;
  }
}

const containing = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;

const matching = (pattern: string): string =>
  `(s.slug ILIKE ${pattern} OR s.title ILIKE ${pattern} OR s.destination_url ILIKE ${pattern}
    OR EXISTS (SELECT FROM unnest(s.tags) AS tag WHERE tag ILIKE ${pattern}))`;
