import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { TerminusModule } from '@nestjs/terminus';
import { ClicksModule } from '../clicks/index.js';
import { RedirectsModule } from '../redirects/index.js';
import { HeartbeatService } from './application/heartbeat.service.js';
import { StatusService } from './application/status.service.js';
import { ComponentChecks } from './domain/component-checks.js';
import { HeartbeatRepository } from './domain/heartbeat.repository.js';
import { HeartbeatSchedule } from './infrastructure/heartbeat-schedule.js';
import { LiveComponentChecks } from './infrastructure/live-component-checks.js';
import { TypeormHeartbeatRepository } from './infrastructure/typeorm-heartbeat.repository.js';
import { ApiDocument } from './presentation/documentation/api-document.js';
import { DocumentationController } from './presentation/documentation/documentation.controller.js';
import { RouteFactsReader } from './presentation/documentation/route-facts.js';
import { HealthController } from './presentation/health.controller.js';
import { MetricsController } from './presentation/metrics/metrics.controller.js';
import { MetricsServer } from './presentation/metrics/metrics-server.js';
import { Metrics } from './presentation/metrics/metrics.js';
import { StatusController } from './presentation/status.controller.js';

@Module({
  // A failed check is answered and logged like every other failure.
  imports: [
    ClicksModule,
    RedirectsModule,
    DiscoveryModule,
    ScheduleModule.forRoot(),
    TerminusModule.forRoot({ logger: false }),
  ],
  controllers: [HealthController, MetricsController, StatusController, DocumentationController],
  providers: [
    HeartbeatService,
    StatusService,
    HeartbeatSchedule,
    { provide: ComponentChecks, useClass: LiveComponentChecks },
    { provide: HeartbeatRepository, useClass: TypeormHeartbeatRepository },
    Metrics,
    MetricsServer,
    ApiDocument,
    RouteFactsReader,
  ],
  exports: [Metrics],
})
export class OperationsModule {}
