import { Module, Provider } from '@nestjs/common';
import { ShortUrlsModule } from '../short-urls/index.js';
import { RedirectEngine } from './application/redirect-engine.js';
import { ClickSink } from './domain/click-sink.js';
import { CountingClickSink } from './infrastructure/counting-click-sink.js';
import { RedirectMiddleware } from './presentation/redirect.middleware.js';

/** What a host application may replace. */
export const redirectsPorts: Provider[] = [{ provide: ClickSink, useClass: CountingClickSink }];

@Module({
  imports: [ShortUrlsModule],
  providers: [RedirectEngine, RedirectMiddleware],
  exports: [RedirectMiddleware],
})
export class RedirectsModule {}
