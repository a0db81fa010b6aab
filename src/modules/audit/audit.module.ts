import { Global, Module } from '@nestjs/common';
import { AuditTrail } from '../../common/domain/audit-trail.js';
import { AuditLogService } from './application/audit-log.service.js';
import { AuditLog } from './domain/audit-log.js';
import { TypeormAuditLog } from './infrastructure/typeorm-audit-log.js';
import { TypeormAuditTrail } from './infrastructure/typeorm-audit-trail.js';
import { AuditLogsController } from './presentation/audit-logs.controller.js';

@Global()
@Module({
  controllers: [AuditLogsController],
  providers: [
    AuditLogService,
    { provide: AuditLog, useClass: TypeormAuditLog },
    { provide: AuditTrail, useClass: TypeormAuditTrail },
  ],
  exports: [AuditTrail],
})
export class AuditModule {}
