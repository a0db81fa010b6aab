export interface Utm {
  utmSource: string | null;
  utmMedium: string | null;
  utmCampaign: string | null;
}

const NONE: Readonly<Utm> = { utmSource: null, utmMedium: null, utmCampaign: null };
const MOST_CHARACTERS = 100;
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/gu;
const BYTES = /[\x80-\xff]/g;

/** Of a visit's query: percent-encoded UTF-8, or its bytes as they came, one to a character. */
export function utmOf(query: string): Readonly<Utm> {
  if (!query.includes('utm_')) return NONE;
  const encoded = query.replace(BYTES, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  // A question mark of its own would be taken for the mark before a query.
  const parameters = new URLSearchParams(`&${encoded}`);
  const textOf = (name: string): string | null => readable(parameters.get(name) ?? '');
  return { utmSource: textOf('utm_source'), utmMedium: textOf('utm_medium'), utmCampaign: textOf('utm_campaign') };
}

function readable(text: string): string | null {
  const characters = Array.from(text.replace(UNSEEN, '').normalize('NFC').trim());
  return characters.slice(0, MOST_CHARACTERS).join('').trim() || null;
}
