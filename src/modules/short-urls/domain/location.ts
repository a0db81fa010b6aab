import { MOST_DESTINATION_BYTES, toLocation } from './destination-url.js';
import { nameOf, parametersOf, QueryParameter } from './query-parameters.js';
import { isScanMark } from './scan-mark.js';

export const UTM_NAMES = ['source', 'medium', 'campaign', 'term', 'content'] as const;
export type Utm = Partial<Record<(typeof UTM_NAMES)[number], string>>;

export interface QueryAdditions {
  /** Values in plain text; empty ones set nothing. */
  utm: Utm | null;
  /** As it came, without its question mark. */
  visitorQuery?: string | undefined;
  forwardQuery: boolean;
}

/**
 * What goes out in the Location header: the destination, with the link's UTM parameters and then the visitor's query put
 * in before its fragment. A name that is set so has one value, the last, where the destination first had that name or at
 * the end; every other byte stays as it is. Where it all takes more bytes than a Location header may have, the visitor's
 * query stays out, and where that isn't enough, the UTM parameters too: a visitor gets to the destination all the same.
 */
export function locationOf(destinationUrl: string, { utm, visitorQuery, forwardQuery }: QueryAdditions): string {
  const ownParameters = parametersOfUtm(utm ?? {});
  const visitorParameters = forwardQuery && visitorQuery ? parametersOfVisit(visitorQuery) : [];
  for (const parameters of [[...ownParameters, ...visitorParameters], ownParameters]) {
    const location = toLocation(withParameters(destinationUrl, parameters));
    if (location.length <= MOST_DESTINATION_BYTES) return location;
  }
  return toLocation(destinationUrl);
}

const parametersOfUtm = (utm: Utm): QueryParameter[] =>
  UTM_NAMES.filter((name) => utm[name]).map((name) => ({
    name: `utm_${name}`,
    text: `utm_${name}=${encodeURIComponent((utm[name] ?? '').toWellFormed())}`,
  }));

/** A query ends where a fragment begins; what a URL can't hold as it is gets encoded (WHATWG URL §1.3). */
const parametersOfVisit = (query: string): QueryParameter[] =>
  parametersOf(
    query
      .toWellFormed()
      .replace(/#.*$/s, '')
      .replace(/[\0-\x20"<>\x7f]/g, encodeURIComponent),
  ).filter((parameter) => !isScanMark(parameter));

function withParameters(url: string, parameters: readonly QueryParameter[]): string {
  if (parameters.length === 0) return url;
  const [beforeFragment, fragment] = cut(url, '#');
  const [beforeQuery, query] = cut(beforeFragment, '?');
  return `${beforeQuery}?${withSet(query.slice(1), new Map(parameters.map(({ name, text }) => [name, text])))}${fragment}`;
}

/** In two, the second half with its mark, or empty. */
function cut(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index)];
}

function withSet(query: string, texts: ReadonlyMap<string, string>): string {
  const missing = new Map(texts);
  const kept = query.split('&').flatMap((text) => {
    const name = nameOf(text);
    const replacement = text === '' ? undefined : texts.get(name);
    if (replacement === undefined) return [text];
    return missing.delete(name) ? [replacement] : [];
  });
  const start = kept.join('&');
  const separator = start === '' || start.endsWith('&') ? '' : '&';
  return missing.size === 0 ? start : start + separator + [...missing.values()].join('&');
}
