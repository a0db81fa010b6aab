import { Actor } from '../../../common/domain/access/actor.js';
import { Permission } from '../../../common/domain/access/permission.js';
import { FieldErrors } from '../../../common/domain/errors.js';
import { Delimiter } from './delimiter.js';
import { ImportColumns, ImportField, ImportFormat, recogniseColumns } from './import-columns.js';
import { Encoding } from './text-encoding.js';

export const OPEN_STATUSES = ['pending', 'in_progress'] as const;
export const ENDED_STATUSES = ['completed', 'failed'] as const;
export const IMPORT_STATUSES = [...OPEN_STATUSES, ...ENDED_STATUSES] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** What whoever starts or repeats an import needs in its workspace, until it ends. */
export const IMPORT_PERMISSIONS = ['links.import', 'links.create'] as const satisfies Permission[];

/** How long an import and its failed rows are kept after its end. */
export const KEPT_DAYS = 30;

/** How the file's bytes become rows. */
export interface FileLayout {
  encoding: Encoding;
  delimiter: Delimiter;
  firstRow: readonly string[];
}

/** What the upload said beside the file. */
export interface ImportOptions {
  /** Host of the links whose own is none of ours. */
  domain?: string;
  /** For every link. */
  tags: readonly string[];
  /** Fields of columns, by their name in the file. */
  columns: Readonly<Record<string, ImportField>>;
}

/** A file of links, and how far it has come. */
export interface LinkImport {
  id: string;
  organizationId: string;
  workspaceId: string;
  /** Whose rights it has; null: the user is gone. */
  createdBy: string | null;
  /** null: it has ended once, or the file is lost. */
  fileId: string | null;
  /** Of the rows that failed; else the file is read. */
  isRetry: boolean;
  status: ImportStatus;
  dryRun: boolean;
  fileName: string | null;
  format: ImportFormat;
  layout: FileLayout;
  options: ImportOptions;
  actor: Actor;
  ignoredColumns: readonly string[];
  /** The last row that is done: of the file, or of those that are tried again. */
  position: number;
  /** Known once the file has been read to its end. */
  total: number | null;
  succeeded: number;
  failed: number;
  /** Why the file, or the rows that are tried again, were not read to the end. */
  message: string | null;
  createdAt: Date;
  startedAt: Date | null;
  completedAt: Date | null;
}

export const hasEnded = ({ status }: Pick<LinkImport, 'status'>): boolean =>
  (ENDED_STATUSES as readonly ImportStatus[]).includes(status);

export const columnsOf = ({ layout, options }: Pick<LinkImport, 'layout' | 'options'>): ImportColumns =>
  recogniseColumns(layout.firstRow, options.columns);

/** One row of the table, by its number in the file, in which the column names are the first. */
export interface ImportRow {
  number: number;
  cells: readonly string[];
}

export interface FailedRow extends ImportRow {
  errors: FieldErrors;
}

/** What ends an import before its time; the message is for the one who started it. */
export class ImportBrokenOff extends Error {}
