import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import {
  Address,
  ShortUrlDirectory,
  ShortUrlFilter,
  ShortUrlListing,
  ShortUrlSort,
} from '../domain/short-url-directory.js';
import {
  LISTED,
  LISTING,
  ListingRow,
  ListRow,
  Pages,
  ResolvedFilter,
  ShortUrlListQuery,
  Statement,
} from './short-url-list.query.js';

/** Measured at a million links: rows by an index take a third of what PostgreSQL expects, as its pages are in memory. */
const HANDICAP = 3;

interface Explained {
  'QUERY PLAN': { Plan: { 'Total Cost': number } }[];
}

@Injectable()
export class TypeormShortUrlDirectory extends ShortUrlDirectory {
  constructor(private readonly database: Database) {
    super();
  }

  override async findAll(reach: Reach, ids: readonly string[]): Promise<Map<string, ShortUrlListing>> {
    const rows: ListingRow[] = await this.database.manager.query(
      `SELECT ${LISTING} FROM ${LISTED} WHERE s.id = ANY($1) AND s.workspace_id = ANY($2)`,
      [ids, reach.workspaceIds],
    );
    return new Map(rows.map((row) => [row.id, listingOf(row)]));
  }

  override async findAt(reach: Reach, addresses: readonly Address[]): Promise<ShortUrlListing[]> {
    if (addresses.length === 0) return [];
    const rows: ListingRow[] = await this.database.manager.query(
      `SELECT ${LISTING} FROM unnest($1::text[], $2::text[]) AS wanted (hostname, slug)
       JOIN (${LISTED}) ON d.hostname = wanted.hostname AND s.slug = wanted.slug COLLATE "C"
       WHERE s.workspace_id = ANY($3)`,
      [addresses.map(({ domain }) => domain), addresses.map(({ slug }) => slug), reach.workspaceIds],
    );
    return rows.map(listingOf);
  }

  override async totalClicks(reach: Reach): Promise<number> {
    const [row]: { clicks: string }[] = await this.database.manager.query(
      'SELECT coalesce(sum(clicks), 0) AS clicks FROM short_url_clicks WHERE workspace_id = ANY($1)',
      [reach.workspaceIds],
    );
    return Number(row?.clicks);
  }

  override async list(
    reach: Reach,
    filter: ShortUrlFilter,
    sort: ShortUrlSort,
    asked: PageRequest,
  ): Promise<Page<ShortUrlListing>> {
    const query = new ShortUrlListQuery(reach, await this.resolve(filter), sort, asked);
    const { sql, parameters } = await this.cheaper(query.pages());
    const rows: ListRow[] = await this.database.manager.query(sql, parameters);
    const shown = rows.slice(0, asked.perPage);
    const last = shown.at(-1);
    const nextCursor = last && rows.length > shown.length ? query.cursorAfter(last) : null;
    const page = { items: shown.map(listingOf), nextCursor };
    return asked.cursor === undefined ? { ...page, total: await this.count(query) } : page;
  }

  private async resolve({ domain, ...filter }: ShortUrlFilter): Promise<ResolvedFilter> {
    if (domain === undefined) return filter;
    const rows: { id: string }[] = await this.database.manager.query('SELECT id FROM domains WHERE hostname = $1', [
      domain,
    ]);
    return { ...filter, domainIds: rows.map(({ id }) => id) };
  }

  /** By PostgreSQL's own estimate, which knows how common a tag or a part of a text is. */
  private async cheaper({ byIndex, atOnce }: Pages): Promise<Statement> {
    if (!byIndex || !atOnce) return byIndex ?? atOnce;
    const cost = await this.costOf(byIndex);
    return cost < HANDICAP * (await this.costOf(atOnce)) ? byIndex : atOnce;
  }

  private async costOf({ sql, parameters }: Statement): Promise<number> {
    const [row]: Explained[] = await this.database.manager.query(`EXPLAIN (FORMAT JSON) ${sql}`, parameters);
    return row?.['QUERY PLAN'][0]?.Plan['Total Cost'] ?? Infinity;
  }

  private async count(query: ShortUrlListQuery): Promise<number> {
    const { sql, parameters } = query.count();
    const [row]: { total: string }[] = await this.database.manager.query(sql, parameters);
    return Number(row?.total);
  }
}

const listingOf = ({ clicks, ...row }: ListingRow): ShortUrlListing => ({ ...row, clicks: Number(clicks) });
