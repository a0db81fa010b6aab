import { Module } from '@nestjs/common';
import { DomainsModule } from '../domains/index.js';
import { IdempotencyModule } from '../idempotency/index.js';
import { ShortUrlsModule } from '../short-urls/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { FileInspection } from './application/file-inspection.js';
import { ImportRights } from './application/import-rights.js';
import { ImportRunner } from './application/import-runner.js';
import { ImportStep } from './application/import-step.js';
import { LinkExportService } from './application/link-export.service.js';
import { LinkImportsService } from './application/link-imports.service.js';
import { LinkMaker } from './application/link-maker.js';
import { RowDrafts } from './application/row-drafts.js';
import { ImportFiles } from './domain/import-files.js';
import { ImportJobs, ImportWorker } from './domain/import-jobs.js';
import { LinkImportRepository } from './domain/link-import.repository.js';
import { RowMemory } from './domain/row-memory.js';
import { TableReader } from './domain/table-reader.js';
import { CsvTableReader } from './infrastructure/csv-table-reader.js';
import { ImportBox } from './infrastructure/import-box.js';
import { ImportSchedule } from './infrastructure/import-schedule.js';
import { TypeormImportFiles } from './infrastructure/typeorm-import-files.js';
import { TypeormImportJobs } from './infrastructure/typeorm-import-jobs.js';
import { TypeormLinkImportRepository } from './infrastructure/typeorm-link-import.repository.js';
import { TypeormRowMemory } from './infrastructure/typeorm-row-memory.js';
import { ImportEvents } from './presentation/import-events.js';
import { LinkExportsController } from './presentation/link-exports.controller.js';
import { LinkImportsController } from './presentation/link-imports.controller.js';

@Module({
  imports: [IdempotencyModule, ShortUrlsModule, DomainsModule, WorkspacesModule],
  controllers: [LinkImportsController, LinkExportsController],
  providers: [
    LinkImportsService,
    LinkExportService,
    FileInspection,
    ImportRights,
    ImportRunner,
    ImportStep,
    LinkMaker,
    RowDrafts,
    ImportEvents,
    ImportBox,
    { provide: LinkImportRepository, useClass: TypeormLinkImportRepository },
    { provide: ImportFiles, useClass: TypeormImportFiles },
    { provide: ImportJobs, useClass: TypeormImportJobs },
    { provide: RowMemory, useClass: TypeormRowMemory },
    { provide: TableReader, useClass: CsvTableReader },
    { provide: ImportWorker, useClass: ImportSchedule },
  ],
})
export class LinkTransferModule {}
