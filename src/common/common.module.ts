import { DynamicModule, Global, Module, Provider } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { Configuration } from '../config/configuration.js';
import { Clock } from './domain/clock.js';
import { SystemClock } from './domain/system-clock.js';
import { EventPublisher } from './events/event-publisher.js';
import { AssetsController } from './http/assets.controller.js';
import { ClientAddresses } from './http/client-addresses.js';
import { CsrfTokens } from './http/csrf.js';
import { EventStreams } from './http/event-streams.js';
import { ProblemFilter } from './http/problem.filter.js';
import { RequestContentInterceptor } from './http/request-content.interceptor.js';
import { RequestValidationPipe } from './http/request-validation.pipe.js';
import { ServedScopes } from './http/served-scopes.js';
import { RootLogger } from './logging/root-logger.js';
import { AttemptThrottle } from './throttling/attempt-throttle.js';
import { InProcessWindowCounter } from './throttling/in-process-window-counter.js';
import { RedisConnection } from './throttling/redis-connection.js';
import { RedisWindowCounter } from './throttling/redis-window-counter.js';
import { WindowCounter } from './throttling/window-counter.js';
import { AssetManifest, loadAssets } from './ui/asset-manifest.js';

/** What a host application, or a test that moves time, may replace. */
export const commonPorts: Provider[] = [
  { provide: Clock, useClass: SystemClock },
  { provide: WindowCounter, inject: [Configuration, RootLogger, Clock], useFactory: windowCounter },
];

function windowCounter({ settings }: Configuration, logger: RootLogger, clock: Clock): WindowCounter {
  const ownCounter = new InProcessWindowCounter(clock);
  if (settings.redisUrl === undefined) return ownCounter;
  return new RedisWindowCounter(new RedisConnection(settings.redisUrl, logger.pino), ownCounter, clock);
}

/** What every room stands on. */
@Global()
@Module({})
export class CommonModule {
  static forRoot(configuration: Configuration, logger: RootLogger): DynamicModule {
    return {
      module: CommonModule,
      imports: [EventEmitterModule.forRoot(), DiscoveryModule],
      controllers: [AssetsController],
      providers: [
        { provide: Configuration, useValue: configuration },
        { provide: RootLogger, useValue: logger },
        { provide: AssetManifest, useFactory: loadAssets },
        AttemptThrottle,
        ClientAddresses,
        CsrfTokens,
        EventPublisher,
        EventStreams,
        ProblemFilter,
        ServedScopes,
        { provide: APP_FILTER, useExisting: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: RequestContentInterceptor },
        { provide: APP_PIPE, useClass: RequestValidationPipe },
      ],
      exports: [
        Configuration,
        RootLogger,
        AssetManifest,
        AttemptThrottle,
        ClientAddresses,
        CsrfTokens,
        EventPublisher,
        EventStreams,
        ProblemFilter,
        ServedScopes,
      ],
    };
  }
}
