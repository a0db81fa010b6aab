import { Click } from '../../clicks/index.js';

/** What is seen of a visit: all of its click but the link. */
export type Sighting = Omit<Click, 'shortUrlId' | 'isAdmitted'>;
