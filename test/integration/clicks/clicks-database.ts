import { Configuration } from '../../../src/config/configuration.js';
import { DescribedClick } from '../../../src/modules/clicks/index.js';
import { CoveredDays } from '../../../src/modules/clicks/infrastructure/store/covered-days.js';
import { DayPartitions } from '../../../src/modules/clicks/infrastructure/store/day-partitions.js';
import { FirstVisits } from '../../../src/modules/clicks/infrastructure/store/first-visits.js';
import { LinkPlaces } from '../../../src/modules/clicks/infrastructure/store/link-places.js';
import { RollupReader } from '../../../src/modules/clicks/infrastructure/store/rollup-reader.js';
import { SingleClickReader } from '../../../src/modules/clicks/infrastructure/store/single-click-reader.js';
import { TypeormClickReader } from '../../../src/modules/clicks/infrastructure/store/typeorm-click-reader.js';
import { TypeormClickStore } from '../../../src/modules/clicks/infrastructure/store/typeorm-click-store.js';
import { TypeormDailySalts } from '../../../src/modules/clicks/infrastructure/store/typeorm-daily-salts.js';
import { TypeormRollupUpkeep } from '../../../src/modules/clicks/infrastructure/store/typeorm-rollup-upkeep.js';
import { StandardPlanCatalog } from '../../../src/modules/plans/domain/standard-plan-catalog.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { openLinksDatabase } from '../short-urls/links-database.js';

const NOW = new Date('2026-11-20T12:34:56Z');

/** A person at a desk, of whom nothing else is known. */
export const describedClick = (facts: Partial<DescribedClick> & { shortUrlId: string }): DescribedClick => ({
  at: NOW.getTime(),
  ...{ skipsMaxClicks: false, isScan: false, botKind: null, visitor: null },
  ...{ country: null, region: null, city: null, continent: null, device: 'desktop', os: null, browser: null },
  ...{ language: null, referrer: null, channel: 'direct', utmSource: null, utmMedium: null, utmCampaign: null },
  ...facts,
});

/** What keeps clicks and what reads them, as two instances would on one database. */
export async function openClicksDatabase() {
  const links = await openLinksDatabase();
  const { database } = links;
  const clock = new FakeClock(NOW);
  const partitions = new DayPartitions(database);
  const coveredDays = new CoveredDays(database);
  const settings = { clickRetentionDays: undefined } as Configuration['settings'];
  const places = new LinkPlaces(database, new StandardPlanCatalog(), { settings } as Configuration);
  const storeOf = (own = new DayPartitions(database)): TypeormClickStore =>
    new TypeormClickStore(database, places, own, new FirstVisits(database, own), coveredDays, clock);
  return {
    ...{ links, clock, storeOf, store: storeOf(partitions) },
    reader: new TypeormClickReader(database, new RollupReader(database), new SingleClickReader(database), clock),
    upkeep: new TypeormRollupUpkeep(database, partitions, coveredDays),
    salts: new TypeormDailySalts(database),
  };
}

export type ClicksDatabase = Awaited<ReturnType<typeof openClicksDatabase>>;
