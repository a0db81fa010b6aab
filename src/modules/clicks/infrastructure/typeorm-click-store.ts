import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { ClickBatch, ClickStore, SPOOL_START, SpoolPosition } from '../domain/click-store.js';
import { DescribedClick } from '../domain/described-click.js';

interface Counts {
  short_url_id: string;
  clicks: number;
  people: number;
  scans: number;
}

/** In the order in which links are locked everywhere, so that nobody waits for the other. */
const COUNT = `
  WITH counted AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1)
      AS counted (short_url_id uuid, clicks integer, people integer, scans integer)),
    locked AS MATERIALIZED (SELECT id FROM short_urls WHERE id IN (SELECT short_url_id FROM counted) ORDER BY id
      FOR NO KEY UPDATE)
  UPDATE short_urls s SET clicks = s.clicks + counted.clicks, human_clicks = s.human_clicks + counted.people,
    qr_scans = s.qr_scans + counted.scans
  FROM locked JOIN counted ON counted.short_url_id = locked.id WHERE s.id = locked.id`;

/** Counts clicks on their links. */
@Injectable()
export class TypeormClickStore extends ClickStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async positionOf(spoolId: string): Promise<SpoolPosition> {
    const [row]: SpoolPosition[] = await this.database.manager.query(
      'SELECT segment, "offset" FROM click_spools WHERE id = $1',
      [spoolId],
    );
    return row ?? SPOOL_START;
  }

  override keep({ spoolId, from, to, clicks }: ClickBatch): Promise<SpoolPosition> {
    return this.database.run(async () => {
      if (!(await this.move(spoolId, from, to))) return this.positionOf(spoolId);
      await this.database.manager.query(COUNT, [JSON.stringify(countsOf(clicks))]);
      return to;
    });
  }

  override async forget(spoolId: string): Promise<void> {
    await this.database.manager.query('DELETE FROM click_spools WHERE id = $1', [spoolId]);
  }

  /** Whether it stood at `from`. */
  private async move(spoolId: string, from: SpoolPosition, to: SpoolPosition): Promise<boolean> {
    // The usual commit waits for the disk; after a loss of power these clicks and their position would be gone together.
    await this.database.manager.query('SET LOCAL synchronous_commit = off');
    await this.database.manager.query('INSERT INTO click_spools (id) VALUES ($1) ON CONFLICT DO NOTHING', [spoolId]);
    const [, moved]: [unknown, number] = await this.database.manager.query(
      'UPDATE click_spools SET segment = $4, "offset" = $5 WHERE id = $1 AND segment = $2 AND "offset" = $3',
      [spoolId, from.segment, from.offset, to.segment, to.offset],
    );
    return moved === 1;
  }
}

function countsOf(clicks: readonly DescribedClick[]): Counts[] {
  const counts = new Map<string, Counts>();
  for (const { shortUrlId, botKind, isAdmitted, isScan } of clicks) {
    const known = counts.get(shortUrlId) ?? { short_url_id: shortUrlId, clicks: 0, people: 0, scans: 0 };
    known.clicks += 1;
    if (botKind === null && !isAdmitted) known.people += 1;
    if (isScan) known.scans += 1;
    counts.set(shortUrlId, known);
  }
  return [...counts.values()];
}
