import { Module } from '@nestjs/common';
import { ClicksModule } from '../clicks/index.js';
import { DomainsModule } from '../domains/index.js';
import { ShortUrlsModule } from '../short-urls/index.js';
import { UsersModule } from '../users/index.js';
import { HostAnswers } from './application/host-answers.js';
import { HostCache } from './application/host-cache.js';
import { LinkPasswords } from './application/link-passwords.js';
import { RedirectEngine } from './application/redirect-engine.js';
import { linksInMemory } from './infrastructure/links-in-memory.js';
import { OwnChanges } from './infrastructure/own-changes.js';
import { HotPath } from './presentation/hot-path.js';
import { RedirectMiddleware } from './presentation/redirect.middleware.js';
import { VisitPlaces } from './presentation/visit-places.js';
import { VisitReader } from './presentation/visit-reader.js';

@Module({
  imports: [ClicksModule, DomainsModule, ShortUrlsModule, UsersModule],
  providers: [
    linksInMemory,
    HostCache,
    OwnChanges,
    RedirectEngine,
    HostAnswers,
    LinkPasswords,
    VisitPlaces,
    VisitReader,
    HotPath,
    RedirectMiddleware,
  ],
  exports: [HotPath, RedirectMiddleware],
})
export class RedirectsModule {}
