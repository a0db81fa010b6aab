import { Field } from '../../../../database/copy-rows.js';
import { Dimension, DIMENSIONS } from '../../domain/dimension.js';
import { DescribedClick, DIMENSION_OF } from '../../domain/described-click.js';
import { LinkPlace } from './link-places.js';

/** Kept as they are; the others follow from other columns. */
const STORED: Readonly<Partial<Record<Dimension, (click: DescribedClick) => string | null>>> = {
  ...DIMENSION_OF,
  region: (click) => click.region,
  city: (click) => click.city,
  bot: undefined,
  qr: undefined,
};
const STORED_COLUMNS = DIMENSIONS.filter((name) => STORED[name] !== undefined);
const STORED_VALUES = STORED_COLUMNS.flatMap((name) => STORED[name] ?? []);

const PLACE_COLUMNS = ['workspace_id', 'domain_id', 'short_url_id'] as const;
export const CLICK_COLUMNS = ['at', 'kept_days', 'batch', ...PLACE_COLUMNS, 'is_unique', 'is_scan', ...STORED_COLUMNS];

/** What a single click counts under, in SQL; null: what has no value. */
export const SQL_OF: Readonly<Record<Dimension, string>> = {
  ...(Object.fromEntries(DIMENSIONS.map((name) => [name, `c.${name}`])) as Record<Dimension, string>),
  region: "coalesce(c.country, '') || '/' || c.region",
  city: "coalesce(c.country, '') || '/' || c.city",
  bot: "CASE WHEN c.bot_kind IS NOT NULL THEN 'true' END",
  qr: "CASE WHEN c.is_scan THEN 'true' END",
};

export function clickFields(
  click: DescribedClick,
  { keptDays, workspaceId, domainId }: LinkPlace,
  { batch, isUnique }: { batch: string; isUnique: boolean },
): Field[] {
  const fields: Field[] = [
    new Date(click.at).toISOString(),
    keptDays,
    batch,
    workspaceId,
    domainId,
    click.shortUrlId,
    isUnique,
    click.isScan,
  ];
  for (const read of STORED_VALUES) fields.push(read(click));
  return fields;
}
