import { Actor } from '../../src/common/domain/access/actor.js';
import { AuditEntry, AuditTrail } from '../../src/common/domain/audit-trail.js';
import { ImmediateUnitOfWork } from './immediate-unit-of-work.js';

export class RecordingAuditTrail extends AuditTrail {
  readonly entries: (AuditEntry & { actor: Actor })[] = [];

  constructor(private readonly unitOfWork: ImmediateUnitOfWork) {
    super();
  }

  override record(actor: Actor, ...entries: readonly AuditEntry[]): Promise<void> {
    if (!this.unitOfWork.isOpen) throw new Error('An entry belongs into the transaction of its change');
    this.entries.push(...entries.map((entry) => ({ actor, ...entry })));
    return Promise.resolve();
  }
}
