import { Click } from '../../clicks/index.js';

/** What is seen of a visit: all of its click but the link. */
export type Sighting = Omit<Click, 'shortUrlId' | 'skipsMaxClicks'>;

/**
 * What is recorded of it, which is less than what a link's rules may look at. Field by field: spreading is what visits paid
 * most for, as ADR 11 has it.
 */
export function clickOf(seen: Sighting, shortUrlId: string, skipsMaxClicks: boolean): Click {
  const { wantsPrivacy } = seen;
  return {
    shortUrlId,
    at: seen.at,
    skipsMaxClicks,
    isHead: seen.isHead,
    isPrefetch: seen.isPrefetch,
    isScan: seen.isScan,
    wantsPrivacy,
    ip: wantsPrivacy ? '' : seen.ip,
    userAgent: seen.userAgent,
    referrer: wantsPrivacy ? '' : seen.referrer,
    language: wantsPrivacy ? '' : seen.language,
    query: wantsPrivacy ? '' : seen.query,
  };
}
