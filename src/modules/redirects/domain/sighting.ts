import { Click } from '../../clicks/index.js';

/** What is seen of a visit: all of its click but the link. */
export type Sighting = Omit<Click, 'shortUrlId' | 'isAdmitted'>;

/** Field by field: spreading is what visits paid most for, as ADR 11 has it. */
export function clickOf(seen: Sighting, shortUrlId: string, isAdmitted: boolean): Click {
  return {
    shortUrlId,
    at: seen.at,
    isAdmitted,
    isHead: seen.isHead,
    isPrefetch: seen.isPrefetch,
    isScan: seen.isScan,
    ip: seen.ip,
    userAgent: seen.userAgent,
    referrer: seen.referrer,
    language: seen.language,
    query: seen.query,
  };
}
