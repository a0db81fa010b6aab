export { ShortUrlBatches } from './application/short-url-batches.js';
export { SETTING_NAMES } from './application/short-url-changes.js';
export { type NewShortUrl, type ShortUrlChange } from './application/short-url-orders.js';
export { AddressTaken } from './application/short-url-refusals.js';
export { ShortUrlsService } from './application/short-urls.service.js';
export { Visitors } from './application/visitors.js';
export { StandardDestinationPolicy } from './application/standard-destination-policy.js';
export { CompiledLink, type ServedLink } from './domain/compiled-link.js';
export { DestinationPolicy } from './domain/destination-policy.js';
export { DestinationUrl, toLocation } from './domain/destination-url.js';
export { isLinkPassword } from './domain/link-password.js';
export { isReserved } from './domain/reserved-slugs.js';
export { primaryLanguage } from './domain/routing/accept-language.js';
export { DEVICES } from './domain/routing/routing-rule.js';
export { isTimeZone } from './domain/routing/time-window.js';
export { type Visitor } from './domain/routing/visitor.js';
export { isScan, scanUrlOf } from './domain/scan-mark.js';
export {
  type Address,
  type ShortUrlFilter,
  type ShortUrlListing,
  type ShortUrlSort,
} from './domain/short-url-directory.js';
export { ShortUrl } from './domain/short-url.js';
export { type VisitedLink } from './domain/short-url.repository.js';
export { SlugPolicy } from './domain/slug-policy.js';
export { StandardSlugPolicy } from './domain/standard-slug-policy.js';
export { TitleReader } from './domain/title-reader.js';
export { type BotKind, BOT_KINDS } from './domain/visitors/bot-kind.js';
export { GeoReader, NOWHERE, type Place } from './domain/visitors/geo-reader.js';
export { type UserAgent, UserAgentReader } from './domain/visitors/user-agent-reader.js';
export { IsTags } from './presentation/clearable-settings.dto.js';
export { readImportedLink } from './presentation/imported-link.dto.js';
export { selectionOf, ShortUrlExportQueryDto } from './presentation/short-url-list-query.dto.js';
export { ShortUrlAnswer, ShortUrlPresenter } from './presentation/short-url.presenter.js';
export { ShortUrlsModule, shortUrlsPorts } from './short-urls.module.js';
