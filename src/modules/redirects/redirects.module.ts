import { Module, Provider } from '@nestjs/common';
import { DomainsModule } from '../domains/index.js';
import { ShortUrlsModule } from '../short-urls/index.js';
import { UsersModule } from '../users/index.js';
import { HostAnswers } from './application/host-answers.js';
import { LinkPasswords } from './application/link-passwords.js';
import { RedirectEngine } from './application/redirect-engine.js';
import { ClickSink } from './domain/click-sink.js';
import { CountingClickSink } from './infrastructure/counting-click-sink.js';
import { RedirectMiddleware } from './presentation/redirect.middleware.js';
import { RequestVisitors } from './presentation/request-visitors.js';

/** What a host application may replace. */
export const redirectsPorts: Provider[] = [{ provide: ClickSink, useClass: CountingClickSink }];

@Module({
  imports: [DomainsModule, ShortUrlsModule, UsersModule],
  providers: [RedirectEngine, HostAnswers, LinkPasswords, RequestVisitors, RedirectMiddleware],
  exports: [RedirectMiddleware],
})
export class RedirectsModule {}
