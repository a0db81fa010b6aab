import { Module, Provider } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { WindowCounter } from '../../common/throttling/window-counter.js';
import { PlanCatalog } from './domain/plan-catalog.js';
import { PlanUsage } from './application/plan-usage.js';
import { StandardPlanCatalog } from './domain/standard-plan-catalog.js';
import { LimitsController } from './presentation/limits.controller.js';
import { PLAN_WINDOW_SECONDS, PlanThrottlerGuard } from './presentation/plan-throttler.guard.js';
import { PlanThrottlerStorage } from './presentation/plan-throttler.storage.js';

/** What a host application may replace. */
export const plansPorts: Provider[] = [{ provide: PlanCatalog, useClass: StandardPlanCatalog }];

@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [WindowCounter],
      useFactory: (counter: WindowCounter) => ({
        // The limit is the organization's plan's, which only the guard knows.
        throttlers: [{ name: 'plan', ttl: PLAN_WINDOW_SECONDS * 1000, limit: 0 }],
        storage: new PlanThrottlerStorage(counter),
      }),
    }),
  ],
  controllers: [LimitsController],
  providers: [PlanThrottlerGuard, PlanUsage],
  exports: [PlanThrottlerGuard, ThrottlerModule],
})
export class PlansModule {}
