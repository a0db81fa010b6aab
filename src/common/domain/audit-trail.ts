import { Actor } from './access/actor.js';

export interface AuditEntry {
  /** What happened, as `area.action` in the past: `api_token.created`. */
  action: string;
  resourceType: string;
  resourceId: string;
  workspaceId?: string | null;
  /** Before and after of what changed. Secrets never stand here. */
  changes?: Record<string, unknown>;
}

/** Every change leaves an entry in the same transaction: who, what, when, from where, by which credential. */
export abstract class AuditTrail {
  abstract record(actor: Actor, ...entries: readonly AuditEntry[]): Promise<void>;
}
