/** The columns under the names of LinkImport. */
export const LINK_IMPORT = `
  i.id, i.organization_id AS "organizationId", i.workspace_id AS "workspaceId", i.created_by AS "createdBy",
  i.file_id AS "fileId", i.status, i.dry_run AS "dryRun", i.file_name AS "fileName", i.format, i.layout, i.options,
  i.actor, i.ignored_columns AS "ignoredColumns", i.position, i.total, i.succeeded, i.failed, i.message,
  i.created_at AS "createdAt", i.started_at AS "startedAt", i.completed_at AS "completedAt"`;

export const FAILED_ROWS = `
  SELECT row_number AS number, errors, cells FROM import_failures
  WHERE import_id = $1 AND row_number > $2 ORDER BY row_number LIMIT $3`;
