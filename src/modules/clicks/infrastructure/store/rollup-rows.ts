import { Field } from '../../../../database/copy-rows.js';
import { DescribedClick } from '../../domain/described-click.js';
import { PackedTally, TALLIED, Tally } from '../../domain/tally.js';
import { startOfQuarter } from '../../domain/utc-day.js';
import { LinkPlace } from './link-places.js';

/** What the clicks of one row have in common, as the table says it. */
export const SCOPE = { link: 0, domain: 1, workspace: 2 } as const;
export const GRAIN = { quarter: 0, day: 1, coveredQuarter: 2 } as const;

export interface RollupKey {
  scope: number;
  workspaceId: string;
  subjectId: string;
}

export interface Rollup extends RollupKey {
  grain: number;
  startsAt: number;
  tally: Tally;
}

const COUNTS = ['clicks', 'human_clicks', 'unique_clicks', 'qr_scans'] as const;
export const ROLLUP_COLUMNS = ['scope', 'grain', 'workspace_id', 'subject_id', 'starts_at', ...COUNTS, ...TALLIED];

/** As the table has it. */
export type TallyRow = Record<(typeof COUNTS)[number], number> & Omit<PackedTally, 'counts'>;

export function fieldsOf({ scope, grain, workspaceId, subjectId, startsAt, tally }: Rollup): Field[] {
  const values = TALLIED.map((name) => {
    const packed = name === 'minute' && grain === GRAIN.day ? null : tally.packed(name);
    return packed && JSON.stringify(packed);
  });
  return [scope, grain, workspaceId, subjectId, new Date(startsAt).toISOString(), ...tally.counts, ...values];
}

export const packedOf = ({ clicks, human_clicks, unique_clicks, qr_scans, ...values }: TallyRow): PackedTally => ({
  ...values,
  counts: [clicks, human_clicks, unique_clicks, qr_scans],
});

/** One for each of what they are of, made when it is asked for. */
export class Rollups {
  private readonly known = new Map<string, Rollup>();

  get all(): Rollup[] {
    return [...this.known.values()];
  }

  at({ scope, grain, workspaceId, subjectId, startsAt }: Omit<Rollup, 'tally'>): Tally {
    const key = `${scope} ${grain} ${workspaceId} ${subjectId} ${startsAt}`;
    const known = this.known.get(key);
    if (known) return known.tally;
    const tally = new Tally();
    this.known.set(key, { scope, grain, workspaceId, subjectId, startsAt, tally });
    return tally;
  }
}

/** What clicks add up to: by link, by domain and by workspace, for each quarter of an hour. */
export function rollUp(
  clicks: readonly DescribedClick[],
  places: ReadonlyMap<string, LinkPlace>,
  first: ReadonlySet<DescribedClick>,
): Rollup[] {
  const rollups = new Rollups();
  for (const click of clicks) {
    const { workspaceId } = places.get(click.shortUrlId) as LinkPlace;
    const startsAt = startOfQuarter(click.at);
    rollups
      .at({ scope: SCOPE.link, grain: GRAIN.quarter, workspaceId, subjectId: click.shortUrlId, startsAt })
      .add(click, first.has(click));
  }
  // What is added up for a link need not be added up click by click again.
  for (const { subjectId, workspaceId, startsAt, tally } of rollups.all) {
    const { domainId } = places.get(subjectId) as LinkPlace;
    const wider = { grain: GRAIN.quarter, workspaceId, startsAt };
    for (const sum of [
      rollups.at({ ...wider, scope: SCOPE.domain, subjectId: domainId }),
      rollups.at({ ...wider, scope: SCOPE.workspace, subjectId: workspaceId }),
    ]) {
      sum.merge(tally);
      sum.count('short_url', subjectId, tally.counts);
      sum.count('domain', domainId, tally.counts);
    }
  }
  return rollups.all;
}
