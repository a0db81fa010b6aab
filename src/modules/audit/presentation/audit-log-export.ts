import { asCsv, asNdjson } from '../../../common/http/table-rows.js';
import { AuditLogEntry } from '../domain/audit-log.js';
import { presentEntry } from './audit-log.presenter.js';

const COLUMNS = [
  'id',
  'created_at',
  'action',
  'resource_type',
  'resource_id',
  'workspace_id',
  'actor_id',
  'actor_name',
  'actor_email',
  'credential_type',
  'credential_id',
  'address',
  'changes',
] as const;

type Batches = AsyncIterable<readonly AuditLogEntry[]>;

export const entriesAsCsv = (batches: Batches): AsyncGenerator<string> =>
  asCsv(COLUMNS, batches, (entry) => {
    const row = rowOf(entry);
    return COLUMNS.map((column) => row[column] ?? '');
  });

/** As the list has them. */
export const entriesAsNdjson = (batches: Batches): AsyncGenerator<string> => asNdjson(batches, presentEntry);

function rowOf(entry: AuditLogEntry): Record<(typeof COLUMNS)[number], string | null> {
  const { actor, credential, changes, ...rest } = presentEntry(entry);
  return {
    ...rest,
    actor_id: actor?.id ?? null,
    actor_name: actor?.name ?? null,
    actor_email: actor?.email ?? null,
    credential_type: credential?.type ?? null,
    credential_id: credential?.id ?? null,
    changes: JSON.stringify(changes),
  };
}
