import { Global, Module, Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Configuration } from '../../config/configuration.js';
import { DnsLookup, DomainsModule, RedirectAddressPolicy } from '../domains/index.js';
import { DestinationRedirectAddressPolicy } from './application/destination-redirect-address-policy.js';
import { UsersModule } from '../users/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { RequestedTitles } from './application/requested-titles.js';
import { ShortUrlBatches } from './application/short-url-batches.js';
import { ShortUrlChecks } from './application/short-url-checks.js';
import { ShortUrlLocks } from './application/short-url-locks.js';
import { ShortUrlNews } from './application/short-url-news.js';
import { ShortUrlPlacement } from './application/short-url-placement.js';
import { ShortUrlsService } from './application/short-urls.service.js';
import { TagsService } from './application/tags.service.js';
import { StandardDestinationPolicy } from './application/standard-destination-policy.js';
import { Visitors } from './application/visitors.js';
import { DestinationPolicy } from './domain/destination-policy.js';
import { ShortUrlDirectory } from './domain/short-url-directory.js';
import { ShortUrlRepository } from './domain/short-url.repository.js';
import { SlugPolicy } from './domain/slug-policy.js';
import { StandardSlugPolicy } from './domain/standard-slug-policy.js';
import { TagRepository } from './domain/tag.repository.js';
import { TitleReader } from './domain/title-reader.js';
import { GeoReader } from './domain/visitors/geo-reader.js';
import { UserAgentReader } from './domain/visitors/user-agent-reader.js';
import { HttpTitleReader } from './infrastructure/http-title-reader.js';
import { MmdbGeoReader } from './infrastructure/mmdb-geo-reader.js';
import { ParsingUserAgentReader } from './infrastructure/parsing-user-agent-reader.js';
import { ShortUrlSchema } from './infrastructure/short-url.schema.js';
import { TagSchema } from './infrastructure/tag.schema.js';
import { TypeormShortUrlDirectory } from './infrastructure/typeorm-short-url-directory.js';
import { TypeormShortUrlRepository } from './infrastructure/typeorm-short-url.repository.js';
import { TypeormTagRepository } from './infrastructure/typeorm-tag.repository.js';
import { BulkController } from './presentation/bulk.controller.js';
import { BulkPresenter } from './presentation/bulk.presenter.js';
import { ShortUrlPresenter } from './presentation/short-url.presenter.js';
import { ShortUrlsController } from './presentation/short-urls.controller.js';
import { TagsController } from './presentation/tags.controller.js';

/** What a host application may replace. */
export const shortUrlsPorts: Provider[] = [
  { provide: SlugPolicy, useClass: StandardSlugPolicy },
  { provide: DestinationPolicy, useClass: StandardDestinationPolicy },
  {
    provide: TitleReader,
    inject: [DestinationPolicy, DnsLookup],
    useFactory: (destinations: DestinationPolicy, dns: DnsLookup) => new HttpTitleReader(destinations, dns),
  },
];

/** Global, because the domains module below it asks for the RedirectAddressPolicy that is implemented here. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ShortUrlSchema, TagSchema]), DomainsModule, WorkspacesModule, UsersModule],
  // The fixed paths of the first would be ids to the second.
  controllers: [BulkController, ShortUrlsController, TagsController],
  providers: [
    ShortUrlsService,
    ShortUrlBatches,
    ShortUrlLocks,
    {
      provide: RequestedTitles,
      inject: [TitleReader],
      useFactory: (reader: TitleReader) => new RequestedTitles(reader),
    },
    ShortUrlNews,
    ShortUrlPlacement,
    ShortUrlChecks,
    TagsService,
    Visitors,
    ShortUrlPresenter,
    BulkPresenter,
    { provide: ShortUrlRepository, useClass: TypeormShortUrlRepository },
    { provide: ShortUrlDirectory, useClass: TypeormShortUrlDirectory },
    { provide: TagRepository, useClass: TypeormTagRepository },
    { provide: RedirectAddressPolicy, useClass: DestinationRedirectAddressPolicy },
    { provide: UserAgentReader, useClass: ParsingUserAgentReader },
    {
      provide: GeoReader,
      inject: [Configuration],
      useFactory: ({ settings }: Configuration) => new MmdbGeoReader(settings.geoipDatabase),
    },
  ],
  exports: [
    ShortUrlsService,
    ShortUrlBatches,
    ShortUrlPresenter,
    Visitors,
    GeoReader,
    UserAgentReader,
    RedirectAddressPolicy,
  ],
})
export class ShortUrlsModule {}
