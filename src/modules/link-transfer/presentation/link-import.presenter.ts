import { ApiProperty } from '@nestjs/swagger';
import { IMPORT_FORMATS } from '../domain/import-columns.js';
import { IMPORT_STATUSES, LinkImport } from '../domain/link-import.js';

export class LinkImportAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: IMPORT_STATUSES }) status!: string;
  @ApiProperty({ description: 'Nothing is kept' }) dry_run!: boolean;
  @ApiProperty({ type: String, nullable: true, example: 'links.csv' }) file_name!: string | null;
  @ApiProperty({ enum: IMPORT_FORMATS, description: 'Whose export it looks like; custom: nobody’s' }) format!: string;
  @ApiProperty({ format: 'uuid' }) workspace_id!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Rows; null: not known before the end' })
  total!: number | null;
  @ApiProperty({ description: 'Rows that are done' }) processed!: number;
  @ApiProperty({ description: 'Rows whose link is there now' }) succeeded!: number;
  @ApiProperty({ description: 'Rows in the report' }) failed!: number;
  @ApiProperty({ type: String, nullable: true, description: 'Why not all was read' })
  message!: string | null;
  @ApiProperty({ type: [String], description: 'Columns that mean nothing here' }) ignored_columns!: string[];
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) started_at!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) completed_at!: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Who started or last retried it, whose rights it has; null: gone',
  })
  created_by!: string | null;
}

export const presentImport = (it: LinkImport): LinkImportAnswer => ({
  id: it.id,
  status: it.status,
  dry_run: it.dryRun,
  file_name: it.fileName,
  format: it.format,
  workspace_id: it.workspaceId,
  total: it.total,
  processed: it.succeeded + it.failed,
  succeeded: it.succeeded,
  failed: it.failed,
  message: it.message,
  ignored_columns: [...it.ignoredColumns],
  created_at: it.createdAt.toISOString(),
  started_at: it.startedAt?.toISOString() ?? null,
  completed_at: it.completedAt?.toISOString() ?? null,
  created_by: it.createdBy,
});
