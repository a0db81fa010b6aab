import { asCsv, asNdjson } from '../../../common/http/table-rows.js';
import { ShortUrlAnswer } from '../../short-urls/index.js';
import { REPORT_COLUMNS } from '../domain/import-columns.js';
import { textOfTags } from '../domain/imported-row.js';
import { FailedRow } from '../domain/link-import.js';

/** Those that an import reads, then those that it can't. */
const COLUMNS = [
  ...['domain', 'slug', 'destination_url', 'title', 'tags', 'starts_at', 'expires_at', 'expired_url', 'max_clicks'],
  ...['password_protected', 'utm', 'forward_query', 'routing_rules', 'external_id', 'redirect_type', 'archived'],
  ...['short_url', 'id', 'workspace_id', 'clicks', 'created_at', 'updated_at', 'created_by'],
] as const satisfies (keyof ShortUrlAnswer)[];

export const linksAsCsv = (batches: AsyncIterable<readonly ShortUrlAnswer[]>): AsyncGenerator<string> =>
  asCsv(COLUMNS, batches, (link) => COLUMNS.map((column) => cellOf(link, column)));

/** As the list has them. */
export const linksAsNdjson = (batches: AsyncIterable<readonly ShortUrlAnswer[]>): AsyncGenerator<string> =>
  asNdjson(batches, (link) => link);

/** Failed rows below their own columns, so that the file can be mended and imported again. */
export const failuresAsCsv = (
  headers: readonly string[],
  batches: AsyncIterable<readonly FailedRow[]>,
): AsyncGenerator<string> =>
  asCsv([...REPORT_COLUMNS, ...headers], batches, (row) => [String(row.number), textOf(row), ...row.cells]);

function cellOf(link: ShortUrlAnswer, column: (typeof COLUMNS)[number]): string {
  if (column === 'tags') return textOfTags(link.tags);
  const value = link[column];
  if (value === null || (Array.isArray(value) && value.length === 0)) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Most texts begin with their field already. */
const textOf = ({ errors }: FailedRow): string =>
  Object.entries(errors)
    .flatMap(([field, texts]) => texts.map((text) => (text.startsWith(`${field} `) ? text : `${field}: ${text}`)))
    .join('\n');
