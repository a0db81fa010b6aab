import { ShortUrl } from '../domain/short-url.js';

/** What a change may write. */
const CHANGEABLE = {
  domain_id: 'uuid',
  slug: 'text',
  destination_url: 'text',
  title: 'text',
  tags: 'text[]',
  starts_at: 'timestamptz',
  expires_at: 'timestamptz',
  expired_url: 'text',
  max_clicks: 'integer',
  password_hash: 'text',
  utm: 'jsonb',
  forward_query: 'boolean',
  routing_rules: 'jsonb',
  external_id: 'text',
  redirect_type: 'smallint',
  archived: 'boolean',
  updated_at: 'timestamptz',
} as const;
const COLUMNS = Object.keys(CHANGEABLE);

/** One statement for any number of links, which come as `rowsOf` writes them. */
export const UPDATE_ROWS = `
  UPDATE short_urls SET ${COLUMNS.map((column) => `${column} = row.${column}`).join(', ')}
  FROM jsonb_to_recordset($1)
    AS row (id uuid, ${Object.entries(CHANGEABLE)
      .map(([column, type]) => `${column} ${type}`)
      .join(', ')})
  WHERE short_urls.id = row.id`;

/** As JSON, each field under the name of its column. */
export const rowsOf = (shortUrls: readonly ShortUrl[]): string =>
  JSON.stringify(shortUrls.map((it) => Object.fromEntries(Object.entries(it).map(([k, v]) => [columnOf(k), v]))));

const columnOf = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
