import { ImportColumns, ImportField } from './import-columns.js';
import { plainCell } from '../../../common/domain/formula-cells.js';

/** What a row says of a link, as text; without what it leaves empty. */
export type RowFields = Partial<Record<ImportField, string>>;

/** As the row's body would be in a call that creates the link. */
export interface ImportedLink {
  body: Record<string, unknown>;
  /** Of its address, as it stands there. */
  host: string | undefined;
  /** It had a password, which the row does not know. */
  lacksPassword: boolean;
}

/** What counts as text in itself, outer spaces too. */
const FREE_TEXT = new Set<ImportField>([
  'title',
  'password',
  'external_id',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
]);
const BOOLEANS = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

/** Those of the table itself, without the apostrophes that made formulas harmless. */
export function plainCells(cells: readonly string[], { lead, isHarmless }: ImportColumns): string[] {
  const own = cells.slice(lead);
  return isHarmless ? own.map(plainCell) : own;
}

export function fieldsOf(cells: readonly string[], { places, format }: ImportColumns): RowFields {
  const fields: RowFields = {};
  for (const [field, indexes] of places) {
    const cell = indexes.map((index) => textOf(field, cells[index] ?? '')).find((text) => text !== '');
    if (cell !== undefined) fields[field] = cell;
  }
  return format === 'kutt' ? withPasswordOfKutt(fields) : fields;
}

/** The column `password` is read as both fields: what is no yes or no is a password. */
function withPasswordOfKutt({ password, ...fields }: RowFields): RowFields {
  if (password === undefined) return fields;
  if (BOOLEANS.has(password.trim().toLowerCase())) return { password_protected: password.trim(), ...fields };
  return { ...fields, password, password_protected: 'true' };
}

const textOf = (field: ImportField, cell: string): string => (FREE_TEXT.has(field) ? cell : cell.trim());

/** What cannot be read stays text, so that the rules of the field say what is wrong with it. */
export function linkOf(fields: RowFields): ImportedLink {
  const address = fields.short_url === undefined ? undefined : addressOf(fields.short_url);
  // What cannot be read as a no counts as a yes: a typing error must not take a link's password away.
  const hadPassword = booleanOf(fields.password_protected);
  const body = {
    destination_url: fields.destination_url,
    slug: fields.slug ?? address?.slug,
    title: fields.title?.replace(/\r\n|\r|\n/g, ' '),
    tags: fields.tags === undefined ? undefined : tagsOf(fields.tags),
    starts_at: instantOf(fields.starts_at),
    expires_at: instantOf(fields.expires_at),
    expired_url: fields.expired_url,
    max_clicks: integerOf(fields.max_clicks),
    password: fields.password,
    utm: utmOf(fields),
    forward_query: booleanOf(fields.forward_query),
    routing_rules: jsonOrText(fields.routing_rules),
    external_id: fields.external_id,
    redirect_type: integerOf(fields.redirect_type),
    archived: booleanOf(fields.archived),
  };
  return {
    body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)),
    host: fields.domain ?? address?.host,
    lacksPassword: hadPassword !== undefined && hadPassword !== false && fields.password === undefined,
  };
}

/** `https://go.example.com/spring`, the same without its scheme, or only its back-half. */
function addressOf(text: string): { host?: string; slug: string } {
  const rest = text.replace(/^https?:\/\//i, '');
  const [host = '', ...path] = rest.split('/');
  if (path.length === 0 && rest === text) return { slug: text };
  return {
    host,
    slug: decoded(
      path
        .join('/')
        .replace(/[?#].*$/s, '')
        .replace(/\/$/, ''),
    ),
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** At its commas, where it has one; so that a comma at the end saves a `|` within a tag. */
export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(text.includes(',') ? ',' : '|')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

export const textOfTags = (tags: readonly string[]): string =>
  tags.length === 1 && tags[0]?.includes('|') ? `${tags[0]},` : tags.join(',');

const DAY_WITHOUT_OFFSET = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/;

/** Exports without an offset are in UTC. */
function instantOf(text: string | undefined): string | undefined {
  const [, day, time = '00:00:00'] = DAY_WITHOUT_OFFSET.exec(text ?? '') ?? [];
  return day === undefined ? text : `${day}T${time}Z`;
}

const integerOf = (text: string | undefined): string | number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : text;

const booleanOf = (text: string | undefined): string | boolean | undefined =>
  text === undefined ? undefined : (BOOLEANS.get(text.toLowerCase()) ?? text);

function jsonOrText(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function utmOf(fields: RowFields): unknown {
  if (fields.utm !== undefined) return jsonOrText(fields.utm);
  const single = {
    source: fields.utm_source,
    medium: fields.utm_medium,
    campaign: fields.utm_campaign,
    term: fields.utm_term,
    content: fields.utm_content,
  };
  const given = Object.entries(single).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
