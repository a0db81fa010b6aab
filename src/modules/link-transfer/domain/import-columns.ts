import { plainCell } from '../../../common/domain/formula-cells.js';

/** What a column may be: the fields of a link, and what says the same in another way. */
export const IMPORT_FIELDS = [
  'destination_url',
  'slug',
  'domain',
  'short_url',
  'title',
  'tags',
  'starts_at',
  'expires_at',
  'expired_url',
  'max_clicks',
  'password',
  'password_protected',
  'utm',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'forward_query',
  'routing_rules',
  'external_id',
  'redirect_type',
  'archived',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

export const isImportField = (name: unknown): name is ImportField =>
  (IMPORT_FIELDS as readonly unknown[]).includes(name);

/** How other services call them, the surest name first; without case, spaces and signs. */
const OTHER_NAMES: Partial<Record<ImportField, readonly string[]>> = {
  destination_url: ['longurl', 'originalurl', 'targeturl', 'destination', 'target', 'url'],
  slug: ['shortcode', 'keyword', 'slashtag', 'customslug', 'backhalf', 'path', 'address', 'key'],
  domain: ['domainname', 'domainfullname'],
  short_url: ['customlink', 'custombitlink', 'shortlink', 'bitlink', 'link'],
  title: ['description'],
  tags: ['tag'],
  starts_at: ['validsince'],
  expires_at: ['validuntil', 'expirein', 'expirationdate'],
  expired_url: ['expirationurl'],
  max_clicks: ['maxvisits'],
  password_protected: ['haspassword'],
  forward_query: ['forwardparameters'],
};

export const IMPORT_FORMATS = [
  'trimlink',
  'bitly',
  'shlink',
  'yourls',
  'kutt',
  'dub',
  'rebrandly',
  'short_io',
  'custom',
] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** By columns that only one service's export has; each needs all of one list. */
const SIGNS: [ImportFormat, readonly (readonly string[])[]][] = [
  ['bitly', [['bitlink'], ['customlink'], ['link', 'longurl']]],
  ['shlink', [['shortcode', 'longurl']]],
  ['yourls', [['keyword', 'url']]],
  ['kutt', [['address', 'target']]],
  ['rebrandly', [['slashtag']]],
  ['short_io', [['originalurl']]],
  [
    'dub',
    [
      ['shortlink', 'destinationurl'],
      ['shortlink', 'url'],
    ],
  ],
];

/** What the reports of failed rows have in front. */
export const REPORT_COLUMNS = ['row', 'errors'] as const;

export interface ImportColumns {
  format: ImportFormat;
  /** Of the table itself. */
  headers: readonly string[];
  /** How many columns stand in front of the table: those of a report. */
  lead: number;
  /** Where a field may stand, the surest place first. */
  places: ReadonlyMap<ImportField, readonly number[]>;
  /** By name, as they stand in the file. */
  ignored: readonly string[];
  /** Cells that would be formulas have an apostrophe in front. */
  isHarmless: boolean;
}

/** `mapping` names the fields of columns that are not recognised, or not rightly. */
export function recogniseColumns(
  firstRow: readonly string[],
  mapping: Readonly<Record<string, ImportField>> = {},
): ImportColumns {
  const isReport = REPORT_COLUMNS.every((name, index) => firstRow[index] === name);
  const lead = isReport ? REPORT_COLUMNS.length : 0;
  const headers = firstRow.slice(lead).map((header) => (isReport ? plainCell(header) : header).trim());
  const names = headers.map(plainName);
  const format = formatOf(headers, names);
  const places = placesOf(headers, names, mapping, format);
  const used = new Set([...places.values()].flat());
  const ignored = headers.flatMap((header, index) => (used.has(index) ? [] : [header || `column ${index + 1}`]));
  return {
    ...{ format, headers, lead, places },
    ignored: [...firstRow.slice(0, lead), ...ignored],
    isHarmless: isReport || format === 'trimlink',
  };
}

/** Columns of one name, or named as one field in `columns`: nobody could say which one counts. */
export function rivalsIn(
  { headers, places }: ImportColumns,
  mapping: Readonly<Record<string, ImportField>> = {},
): { by: 'file' | 'columns'; field: ImportField; names: string[] } | undefined {
  for (const [field, indexes] of places) {
    const names = indexes.map((index) => headers[index] ?? '');
    const named = names.filter((name) => Object.hasOwn(mapping, name));
    if (named.length > 1) return { by: 'columns', field, names: named };
    const own = names.filter((name) => !Object.hasOwn(mapping, name));
    const rivals = own.filter((name) => own.filter((other) => plainName(other) === plainName(name)).length > 1);
    if (rivals.length > 0) return { by: 'file', field, names: rivals };
  }
  return undefined;
}

const plainName = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function formatOf(headers: readonly string[], names: readonly string[]): ImportFormat {
  if (headers.includes('destination_url')) return 'trimlink';
  const known = SIGNS.find(([, signs]) => signs.some((sign) => sign.every((name) => names.includes(name))));
  return known?.[0] ?? 'custom';
}

function placesOf(
  headers: readonly string[],
  names: readonly string[],
  mapping: Readonly<Record<string, ImportField>>,
  format: ImportFormat,
): Map<ImportField, number[]> {
  const mapped = headers.map((header) => (Object.hasOwn(mapping, header) ? mapping[header] : undefined));
  const fields = IMPORT_FIELDS.map((field): [ImportField, number[]] => {
    const own = headers.flatMap((_, index) => (mapped[index] === field ? [index] : []));
    const recognised = namesOf(field, format).flatMap((name) =>
      names.flatMap((it, index) => (it === name && mapped[index] === undefined ? [index] : [])),
    );
    return [field, [...own, ...recognised]];
  });
  return new Map(fields.filter(([, indexes]) => indexes.length > 0));
}

/** Kutt's `password` says whether there is one, until somebody mends the row and writes a new one there. */
function namesOf(field: ImportField, format: ImportFormat): readonly string[] {
  const names = [plainName(field), ...(OTHER_NAMES[field] ?? [])];
  return format === 'kutt' && field === 'password_protected' ? [...names, 'password'] : names;
}
