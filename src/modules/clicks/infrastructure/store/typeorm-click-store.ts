import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../common/domain/clock.js';
import { copyRows } from '../../../../database/copy-rows.js';
import { Database } from '../../../../database/database.js';
import { BatchTally } from '../../domain/batch-tally.js';
import { ClickBatch, ClickStore, SPOOL_START, SpoolPosition } from '../../domain/click-store.js';
import { DescribedClick } from '../../domain/described-click.js';
import { startOfDay } from '../../domain/utc-day.js';
import { CLICK_COLUMNS, clickFields } from './click-rows.js';
import { CoveredDays } from './covered-days.js';
import { DayPartitions, isPast } from './day-partitions.js';
import { FirstVisits } from './first-visits.js';
import { LinkPlace, LinkPlaces } from './link-places.js';
import { groupClicks, placesIn, rollUp } from './roll-up.js';
import { fieldsOf, ROLLUP_COLUMNS, RollupKey, SCOPE } from './rollup-rows.js';

interface LinkCounts {
  short_url_id: string;
  clicks: number;
  people: number;
  scans: number;
}

const BEHIND_ALL_SEGMENTS = 2 ** 31 - 1;

/** In the order in which links are locked everywhere, so that nobody waits for the other. */
const COUNT = `
  WITH locked AS MATERIALIZED (
    SELECT c.id, counted.clicks, counted.people, counted.scans FROM jsonb_to_recordset($1)
      AS counted (short_url_id uuid, clicks integer, people integer, scans integer)
    JOIN short_url_clicks c ON c.id = counted.short_url_id ORDER BY c.id FOR NO KEY UPDATE OF c
  )
  UPDATE short_url_clicks c SET clicks = c.clicks + locked.clicks, human_clicks = c.human_clicks + locked.people,
    qr_scans = c.qr_scans + locked.scans
  FROM locked WHERE c.id = locked.id`;

/** Keeps single clicks, and adds them up: on their links, and by time and dimension. */
@Injectable()
export class TypeormClickStore extends ClickStore {
  constructor(
    private readonly database: Database,
    private readonly places: LinkPlaces,
    private readonly partitions: DayPartitions,
    private readonly firstVisits: FirstVisits,
    private readonly coveredDays: CoveredDays,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async positionOf(spoolId: string): Promise<SpoolPosition> {
    const [row]: SpoolPosition[] = await this.database.manager.query(
      'SELECT segment, "offset" FROM click_spools WHERE id = $1',
      [spoolId],
    );
    return row ?? SPOOL_START;
  }

  override async keep({ spoolId, from, to, clicks }: ClickBatch): Promise<SpoolPosition> {
    const places = await this.places.of([...new Set(clicks.map(({ shortUrlId }) => shortUrlId))]);
    const counted = clicks.filter(({ shortUrlId }) => places.has(shortUrlId));
    const kept = await this.prepare(counted, places);
    try {
      return await this.database.run(async () => {
        if (!(await this.move(spoolId, from, to))) return this.positionOf(spoolId);
        if (counted.length > 0) await this.add(counted, places, kept);
        return to;
      });
    } catch (error) {
      this.partitions.lookAnew();
      throw error;
    }
  }

  override async forget(spoolId: string): Promise<void> {
    // Without the row a slower process that began where it begins would find its clicks unkept, and keep them again.
    await this.database.manager.query(
      'INSERT INTO click_spools (id, segment) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET segment = $2',
      [spoolId, BEHIND_ALL_SEGMENTS],
    );
  }

  /** Makes room for them; gives back those whose time is not over already. */
  private async prepare(
    clicks: readonly DescribedClick[],
    places: ReadonlyMap<string, LinkPlace>,
  ): Promise<DescribedClick[]> {
    const now = this.clock.now().getTime();
    const keptDaysOf = ({ shortUrlId }: DescribedClick): number => places.get(shortUrlId)?.keptDays ?? 0;
    const kept = clicks.filter((click) => !isPast(startOfDay(click.at), keptDaysOf(click), now));
    const rooms = new Map<number, Set<number>>();
    for (const click of kept) {
      const keptDays = keptDaysOf(click);
      const days = rooms.get(keptDays) ?? new Set();
      rooms.set(keptDays, days.add(startOfDay(click.at)));
    }
    for (const [keptDays, days] of rooms) for (const day of days) await this.partitions.prepareClicks(keptDays, day);
    await this.firstVisits.prepare(clicks);
    return kept;
  }

  private async add(
    clicks: readonly DescribedClick[],
    places: ReadonlyMap<string, LinkPlace>,
    kept: readonly DescribedClick[],
  ): Promise<void> {
    const { manager } = this.database;
    const first = await this.firstVisits.among(clicks);
    const [row]: { batch: string }[] = await manager.query("SELECT nextval('click_batches') AS batch");
    const batch = row?.batch ?? '';
    await copyRows(manager, 'clicks', CLICK_COLUMNS, kept, (click) =>
      clickFields(click, places.get(click.shortUrlId) as LinkPlace, { batch, isUnique: first.has(click) }),
    );
    const groups = await groupClicks(clicks, places);
    const tally = await BatchTally.of(clicks, first, (click) => (places.get(click.shortUrlId) as LinkPlace).domainId);
    const spread = await this.coveredDays.among(placesIn(groups), this.clock.now().getTime());
    const rollups = rollUp(groups, tally, (rollup) => (isOfGone(rollup, places) ? [] : spread(rollup)));
    await copyRows(manager, 'click_rollups', ROLLUP_COLUMNS, rollups, fieldsOf);
    await manager.query("SELECT pg_notify('clicks_kept', $1)", [batch]);
    await manager.query(COUNT, [JSON.stringify(countsOf(clicks))]);
  }

  /** Whether it stood at `from`. */
  private async move(spoolId: string, from: SpoolPosition, to: SpoolPosition): Promise<boolean> {
    await this.database.manager.query('INSERT INTO click_spools (id) VALUES ($1) ON CONFLICT DO NOTHING', [spoolId]);
    const [, moved]: [unknown, number] = await this.database.manager.query(
      'UPDATE click_spools SET segment = $4, "offset" = $5 WHERE id = $1 AND segment = $2 AND "offset" = $3',
      [spoolId, from.segment, from.offset, to.segment, to.offset],
    );
    return moved === 1;
  }
}

/** A link that is gone has no sums of its own any more. */
const isOfGone = ({ scope, subjectId }: RollupKey, places: ReadonlyMap<string, LinkPlace>): boolean =>
  scope === SCOPE.link && places.get(subjectId)?.isGone === true;

function countsOf(clicks: readonly DescribedClick[]): LinkCounts[] {
  const counts = new Map<string, LinkCounts>();
  for (const { shortUrlId, botKind, skipsMaxClicks, isScan } of clicks) {
    const known = counts.get(shortUrlId) ?? { short_url_id: shortUrlId, clicks: 0, people: 0, scans: 0 };
    known.clicks += 1;
    if (botKind === null && !skipsMaxClicks) known.people += 1;
    if (isScan) known.scans += 1;
    counts.set(shortUrlId, known);
  }
  return [...counts.values()];
}
