import { Actor } from '../../src/common/domain/access/actor.js';
import { AuditEntry, AuditTrail } from '../../src/common/domain/audit-trail.js';

export class RecordingAuditTrail extends AuditTrail {
  readonly entries: { actor: Actor; entry: AuditEntry }[] = [];

  override record(actor: Actor, entry: AuditEntry): Promise<void> {
    this.entries.push({ actor, entry });
    return Promise.resolve();
  }
}
