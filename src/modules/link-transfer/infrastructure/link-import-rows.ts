import { Database } from '../../../database/database.js';
import { ENDED_STATUSES, FailedRow, ImportStatus, OPEN_STATUSES } from '../domain/link-import.js';
import { ImportBox } from './import-box.js';

/** The columns under the names of LinkImport. */
export const LINK_IMPORT = `
  i.id, i.organization_id AS "organizationId", i.workspace_id AS "workspaceId", i.created_by AS "createdBy",
  i.file_id AS "fileId", i.is_retry AS "isRetry", i.status, i.dry_run AS "dryRun", i.file_name AS "fileName", i.format, i.layout, i.options,
  i.actor, i.ignored_columns AS "ignoredColumns", i.position, i.total, i.succeeded, i.failed, i.message,
  i.created_at AS "createdAt", i.started_at AS "startedAt", i.completed_at AS "completedAt"`;

const oneOf = (statuses: readonly ImportStatus[]): string =>
  `status IN (${statuses.map((it) => `'${it}'`).join(', ')})`;
export const IS_OPEN = oneOf(OPEN_STATUSES);
export const HAS_ENDED = oneOf(ENDED_STATUSES);

/** In the order of the file, after the row `after`. */
export async function readFailedRows(
  { manager }: Database,
  box: ImportBox,
  importId: string,
  after: number,
  most: number,
): Promise<FailedRow[]> {
  const rows: (Pick<FailedRow, 'number' | 'errors'> & { cells: Buffer })[] = await manager.query(
    `SELECT row_number AS number, errors, cells FROM import_failures
     WHERE import_id = $1 AND row_number > $2 ORDER BY row_number LIMIT $3`,
    [importId, after, most],
  );
  return rows.map((row) => ({ ...row, cells: JSON.parse(box.open(row.cells).toString()) as string[] }));
}
