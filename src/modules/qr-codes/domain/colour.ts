/** `#rgb` or `#rrggbb`, with or without its `#`, as `#rrggbb`; undefined: it is none. */
export function parseColour(text: string): string | undefined {
  const [, digits] = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`.toLowerCase();
}

/** How much lighter `light` is than `dark`, from 1 to 21 (WCAG 2.2, contrast ratio); below 1 it is the darker one. */
export const contrastOf = (dark: string, light: string): number => (luminance(light) + 0.05) / (luminance(dark) + 0.05);

const WEIGHTS = [0.2126, 0.7152, 0.0722];

function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return channels.reduce((sum, channel, index) => sum + linear(channel) * (WEIGHTS[index] ?? 0), 0);
}

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
