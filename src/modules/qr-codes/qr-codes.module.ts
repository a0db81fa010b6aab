import { Module } from '@nestjs/common';
import { ShortUrlsModule } from '../short-urls/index.js';
import { QrCodesService } from './application/qr-codes.service.js';
import { Rasterizer } from './domain/rasterizer.js';
import { ResvgRasterizer } from './infrastructure/resvg-rasterizer.js';
import { QrCodesController } from './presentation/qr-codes.controller.js';

@Module({
  imports: [ShortUrlsModule],
  controllers: [QrCodesController],
  providers: [QrCodesService, { provide: Rasterizer, useFactory: () => new ResvgRasterizer() }],
})
export class QrCodesModule {}
