import { Module } from '@nestjs/common';
import { ShortUrlsModule } from '../short-urls/index.js';
import { AnalyticsExportService } from './application/analytics-export.service.js';
import { AnalyticsService } from './application/analytics.service.js';
import { LiveClicks } from './application/live-clicks.js';
import { AnalyticsExportsController } from './presentation/analytics-exports.controller.js';
import { AnalyticsController } from './presentation/analytics.controller.js';
import { AnalyticsPresenter } from './presentation/analytics.presenter.js';

@Module({
  imports: [ShortUrlsModule],
  controllers: [AnalyticsController, AnalyticsExportsController],
  providers: [AnalyticsService, AnalyticsExportService, AnalyticsPresenter, LiveClicks],
})
export class AnalyticsModule {}
