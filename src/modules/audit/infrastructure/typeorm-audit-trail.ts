import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { AuditEntry, AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { newId } from '../../../common/domain/id.js';
import { Database } from '../../../database/database.js';

@Injectable()
export class TypeormAuditTrail extends AuditTrail {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async record(actor: Actor, entry: AuditEntry): Promise<void> {
    await this.database.manager.query(
      `INSERT INTO audit_log (id, organization_id, workspace_id, actor_id, credential_type, credential_id, address,
         action, resource_type, resource_id, changes, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        newId(),
        actor.organizationId,
        entry.workspaceId ?? null,
        actor.userId,
        actor.credential?.type ?? null,
        actor.credential?.id ?? null,
        actor.address,
        entry.action,
        entry.resourceType,
        entry.resourceId,
        JSON.stringify(entry.changes ?? {}),
        this.clock.now(),
      ],
    );
  }
}
