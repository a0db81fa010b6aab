import { Click } from '../../clicks/index.js';

/** What is seen of a visit: all of its click but the link. */
export type Sighting = Omit<Click, 'shortUrlId' | 'isAdmitted'>;

/** What is recorded of it, which is less than what a link's rules may look at. */
export function clickOf(sighting: Sighting, shortUrlId: string, isAdmitted: boolean): Click {
  const click = { ...sighting, shortUrlId, isAdmitted };
  return sighting.wantsPrivacy ? { ...click, ip: '', referrer: '', language: '', query: '' } : click;
}
