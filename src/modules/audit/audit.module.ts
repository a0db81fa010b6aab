import { Global, Module } from '@nestjs/common';
import { AuditTrail } from '../../common/domain/audit-trail.js';
import { TypeormAuditTrail } from './infrastructure/typeorm-audit-trail.js';

@Global()
@Module({ providers: [{ provide: AuditTrail, useClass: TypeormAuditTrail }], exports: [AuditTrail] })
export class AuditModule {}
