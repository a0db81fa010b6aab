export { type NewShortUrl, type ShortUrlChange } from './application/short-url-orders.js';
export { ShortUrlsService } from './application/short-urls.service.js';
export { StandardDestinationPolicy } from './application/standard-destination-policy.js';
export { DestinationPolicy } from './domain/destination-policy.js';
export { DestinationUrl } from './domain/destination-url.js';
export { isReserved } from './domain/reserved-slugs.js';
export {
  type ShortUrlFilter,
  type ShortUrlListing,
  type ShortUrlOrder,
  type ShortUrlSort,
} from './domain/short-url-directory.js';
export { ShortUrl } from './domain/short-url.js';
export { SlugPolicy } from './domain/slug-policy.js';
export { StandardSlugPolicy } from './domain/standard-slug-policy.js';
export { ShortUrlsModule, shortUrlsPorts } from './short-urls.module.js';
