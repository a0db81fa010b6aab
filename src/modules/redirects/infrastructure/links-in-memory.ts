import { getHeapStatistics } from 'node:v8';
import { FactoryProvider } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { ShortUrlsService } from '../../short-urls/index.js';
import { LinkCache } from '../application/link-cache.js';

/** Of the memory that this process may have: a million links, where that is 4 GB. */
const SHARE = 1 / 4;

export const linksInMemory: FactoryProvider<LinkCache> = {
  provide: LinkCache,
  inject: [ShortUrlsService, CommittedChanges, Clock],
  useFactory: (shortUrls: ShortUrlsService, changes: CommittedChanges, clock: Clock) =>
    new LinkCache(shortUrls, changes, clock, SHARE * getHeapStatistics().heap_size_limit),
};
