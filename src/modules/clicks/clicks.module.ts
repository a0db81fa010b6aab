import { Module, Provider } from '@nestjs/common';
import { ShortUrlsModule } from '../short-urls/index.js';
import { ClickDescriber } from './application/click-describer.js';
import { ClickDrain } from './application/click-drain.js';
import { ClickSink } from './domain/click-sink.js';
import { ClickSpoolFacts } from './domain/click-spool-facts.js';
import { ClickSpools } from './domain/click-spools.js';
import { ClickStore } from './domain/click-store.js';
import { ClickDrainSchedule } from './infrastructure/click-drain-schedule.js';
import { FileClickSpools } from './infrastructure/spool/file-click-spools.js';
import { OwnSpool } from './infrastructure/spool/own-spool.js';
import { SpoolClickSink } from './infrastructure/spool/spool-click-sink.js';
import { TypeormClickStore } from './infrastructure/typeorm-click-store.js';

/** What a host application may replace. */
export const clicksPorts: Provider[] = [
  { provide: ClickSink, useClass: SpoolClickSink },
  { provide: ClickStore, useClass: TypeormClickStore },
];

@Module({
  imports: [ShortUrlsModule],
  providers: [
    OwnSpool,
    ClickDescriber,
    ClickDrain,
    ClickDrainSchedule,
    { provide: ClickSpools, useClass: FileClickSpools },
    { provide: ClickSpoolFacts, useExisting: OwnSpool },
  ],
  exports: [OwnSpool, ClickSpoolFacts, ClickDrain],
})
export class ClicksModule {}
