/** What clicks are told apart by, beside their time and where they were made. */
export const DIMENSIONS = [
  'country',
  'region',
  'city',
  'continent',
  'device',
  'os',
  'browser',
  'language',
  'referrer',
  'channel',
  'bot',
  'bot_kind',
  'qr',
  'utm_source',
  'utm_medium',
  'utm_campaign',
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** Of a click, where `bot` and `qr` are true; null is whatever isn't known, and false. */
export const TRUE = 'true';

const IN_COUNTRY = '/';

/** Names of regions and cities mean little without their country: `FR/Paris`. */
export const placeIn = (country: string | null, name: string | null): string | null =>
  name === null ? null : `${country ?? ''}${IN_COUNTRY}${name}`;

/** The sum of many places is in no country. */
export function readPlace(value: string): { country: string | null; name: string } {
  const end = value.indexOf(IN_COUNTRY);
  return { country: value.slice(0, Math.max(end, 0)) || null, name: value.slice(end + 1) };
}
