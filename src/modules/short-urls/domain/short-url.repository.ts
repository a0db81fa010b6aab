import { Reach } from '../../../common/domain/access/reach.js';
import { ShortUrl } from './short-url.js';

export abstract class ShortUrlRepository {
  /** False where another link stands at its address; nothing is written then. */
  abstract add(reach: Reach, shortUrl: ShortUrl): Promise<boolean>;
  /** Nobody else changes it before the surrounding transaction ends. */
  abstract findForChange(reach: Reach, id: string): Promise<ShortUrl | undefined>;
  /** False where another link stands at its new address; the transaction cannot go on then. */
  abstract save(reach: Reach, shortUrl: ShortUrl): Promise<boolean>;
  abstract remove(reach: Reach, shortUrl: ShortUrl): Promise<void>;

  /** For visitors, who reach every link that they know the address of. */
  abstract findByAddress(hostname: string, slug: string): Promise<ShortUrl | undefined>;
  abstract countClick(id: string): Promise<void>;
}
