import { stringify } from 'csv-stringify/sync';
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

/** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export async function* asCsv(batches: Batches): AsyncGenerator<string> {
  let header = true;
  for await (const batch of batches) {
    yield stringify(batch.map(rowOf), { columns: [...COLUMNS], header, escape_formulas: true });
    header = false;
  }
}

/** One JSON object a line, as the list has them. */
export async function* asNdjson(batches: Batches): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.map((entry) => `${JSON.stringify(presentEntry(entry))}\n`).join('');
}

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
