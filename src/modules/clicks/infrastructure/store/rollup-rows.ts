import { Field } from '../../../../database/copy-rows.js';
import { PackedTally, TALLIED, Tally } from '../../domain/tally.js';

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
  /** Worked out when it is asked for: those of all at once would fill the memory. */
  tally: () => Tally;
}

const COUNTS = ['clicks', 'human_clicks', 'unique_clicks', 'qr_scans'] as const;
export const ROLLUP_COLUMNS = ['scope', 'grain', 'workspace_id', 'subject_id', 'starts_at', ...COUNTS, ...TALLIED];

/** As the table has it. */
export type TallyRow = Record<(typeof COUNTS)[number], number> & Omit<PackedTally, 'counts'>;

export function fieldsOf({ scope, grain, workspaceId, subjectId, startsAt, ...rollup }: Rollup): Field[] {
  const tally = rollup.tally();
  const values = TALLIED.map((name) => (name === 'minute' && grain === GRAIN.day ? null : tally.packed(name)));
  return [scope, grain, workspaceId, subjectId, new Date(startsAt).toISOString(), ...tally.counts, ...values];
}

export const packedOf = ({ clicks, human_clicks, unique_clicks, qr_scans, ...values }: TallyRow): PackedTally => ({
  ...values,
  counts: [clicks, human_clicks, unique_clicks, qr_scans],
});

/** One of something for each of what rollups are of, made when it is asked for first. */
export class ByRollup<T> {
  private readonly known = new Map<string, [Omit<Rollup, 'tally'>, T]>();

  constructor(private readonly make: () => T) {}

  at({ scope, grain, workspaceId, subjectId, startsAt }: Omit<Rollup, 'tally'>): T {
    const key = `${scope} ${grain} ${workspaceId} ${subjectId} ${startsAt}`;
    const known = this.known.get(key);
    if (known) return known[1];
    const made = this.make();
    this.known.set(key, [{ scope, grain, workspaceId, subjectId, startsAt }, made]);
    return made;
  }

  rollups(tallyOf: (of: T) => Tally): Rollup[] {
    return [...this.known.values()].map(([key, of]) => ({ ...key, tally: () => tallyOf(of) }));
  }
}
