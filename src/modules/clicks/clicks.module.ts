import { Module, Provider } from '@nestjs/common';
import { PlansModule } from '../plans/index.js';
import { ShortUrlsModule } from '../short-urls/index.js';
import { ClickDescriber } from './application/click-describer.js';
import { ClickDrain } from './application/click-drain.js';
import { VisitorKeys } from './application/visitor-keys.js';
import { ClickReader } from './domain/click-reader.js';
import { ClickSink } from './domain/click-sink.js';
import { ClickSpoolFacts } from './domain/click-spool-facts.js';
import { ClickSpools } from './domain/click-spools.js';
import { ClickStore } from './domain/click-store.js';
import { DailySalts } from './domain/daily-salts.js';
import { RollupUpkeep } from './domain/rollup-upkeep.js';
import { ClickDrainSchedule } from './infrastructure/click-drain-schedule.js';
import { ClickUpkeepSchedule } from './infrastructure/click-upkeep-schedule.js';
import { FileClickSpools } from './infrastructure/spool/file-click-spools.js';
import { OwnSpool } from './infrastructure/spool/own-spool.js';
import { CoveredDays } from './infrastructure/store/covered-days.js';
import { DayPartitions } from './infrastructure/store/day-partitions.js';
import { FirstVisits } from './infrastructure/store/first-visits.js';
import { LinkPlaces } from './infrastructure/store/link-places.js';
import { RollupReader } from './infrastructure/store/rollup-reader.js';
import { SingleClickReader } from './infrastructure/store/single-click-reader.js';
import { TypeormClickReader } from './infrastructure/store/typeorm-click-reader.js';
import { TypeormClickStore } from './infrastructure/store/typeorm-click-store.js';
import { TypeormDailySalts } from './infrastructure/store/typeorm-daily-salts.js';
import { TypeormRollupUpkeep } from './infrastructure/store/typeorm-rollup-upkeep.js';

/** What a host application may replace. */
export const clicksPorts: Provider[] = [
  { provide: ClickSink, useExisting: OwnSpool },
  { provide: ClickStore, useExisting: TypeormClickStore },
  { provide: ClickReader, useExisting: TypeormClickReader },
];

@Module({
  imports: [PlansModule, ShortUrlsModule],
  providers: [
    OwnSpool,
    ClickDescriber,
    ClickDrain,
    ClickDrainSchedule,
    ClickUpkeepSchedule,
    VisitorKeys,
    CoveredDays,
    DayPartitions,
    FirstVisits,
    LinkPlaces,
    RollupReader,
    SingleClickReader,
    TypeormClickReader,
    TypeormClickStore,
    { provide: DailySalts, useClass: TypeormDailySalts },
    { provide: RollupUpkeep, useClass: TypeormRollupUpkeep },
    { provide: ClickSpools, useClass: FileClickSpools },
    { provide: ClickSpoolFacts, useExisting: OwnSpool },
  ],
  exports: [OwnSpool, ClickSpoolFacts, ClickDrain, TypeormClickReader, TypeormClickStore],
})
export class ClicksModule {}
