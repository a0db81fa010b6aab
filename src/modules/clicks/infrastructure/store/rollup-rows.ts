import { Field } from '../../../../database/copy-rows.js';
import { Sums, TALLIED } from '../../domain/sums.js';
import { PackedTally } from '../../domain/tally.js';

/** What the clicks of one row have in common, as the table says it. */
export const SCOPE = { link: 0, domain: 1, workspace: 2 } as const;
export const GRAIN = { quarter: 0, day: 1, coveredQuarter: 2, month: 3, coveredDay: 4 } as const;
/** In whose rows minutes say something. */
const BY_MINUTE: readonly number[] = [GRAIN.quarter, GRAIN.coveredQuarter];

export interface RollupKey {
  scope: number;
  workspaceId: string;
  subjectId: string;
}

export interface RollupPlace extends RollupKey {
  grain: number;
  startsAt: number;
}

export interface Rollup extends RollupPlace {
  sums: Sums;
}

const COUNTS = ['clicks', 'human_clicks', 'unique_clicks', 'qr_scans'] as const;
export const ROLLUP_COLUMNS = ['scope', 'grain', 'workspace_id', 'subject_id', 'starts_at', ...COUNTS, ...TALLIED];

/** As the table has it. */
export type TallyRow = Record<(typeof COUNTS)[number], number> & Omit<PackedTally, 'counts'>;

export function fieldsOf({ scope, grain, workspaceId, subjectId, startsAt, sums }: Rollup): Field[] {
  const values = TALLIED.map((name) => (name === 'minute' && !BY_MINUTE.includes(grain) ? null : sums.packed(name)));
  return [scope, grain, workspaceId, subjectId, new Date(startsAt).toISOString(), ...sums.counts, ...values];
}

export const packedOf = ({ clicks, human_clicks, unique_clicks, qr_scans, ...values }: TallyRow): PackedTally => ({
  ...values,
  counts: [clicks, human_clicks, unique_clicks, qr_scans],
});
