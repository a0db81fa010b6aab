export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** The one that parts the first line most often, where it stands outside of quotes. */
export function detectDelimiter(text: string): Delimiter {
  const [line = ''] = withoutQuoted(text.trimStart()).split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

const withoutQuoted = (text: string): string => text.replace(/"[^"]*(?:"|$)/g, '');
