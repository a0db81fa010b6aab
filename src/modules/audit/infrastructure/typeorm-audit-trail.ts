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

  override async record(actor: Actor, ...entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const written = entries.map(({ action, resourceType, resourceId, workspaceId = null, changes = {} }) => ({
      id: newId(),
      workspace_id: workspaceId,
      action,
      resource_type: resourceType,
      resource_id: resourceId,
      changes,
    }));
    const { organizationId, userId, credential, address } = actor;
    await this.database.manager.query(
      `INSERT INTO audit_log (id, organization_id, workspace_id, actor_id, credential_type, credential_id, address,
         action, resource_type, resource_id, changes, created_at, actor_name, actor_email)
       SELECT entry.id, $1, workspace_id, $2, $3, $4, $5, action, resource_type, resource_id, changes, $6, u.name, u.email
       FROM jsonb_to_recordset($7) AS entry (id uuid, workspace_id uuid, action text, resource_type text,
         resource_id text, changes jsonb) LEFT JOIN users u ON u.id = $2`,
      [
        organizationId,
        userId,
        credential?.type ?? null,
        credential?.id ?? null,
        address,
        this.clock.now(),
        JSON.stringify(written),
      ],
    );
  }
}
