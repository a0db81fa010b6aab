import { Page, PageRequest } from '../../../common/domain/page.js';

/** One change, as its entry keeps it. */
export interface AuditLogEntry {
  id: string;
  createdAt: Date;
  action: string;
  resourceType: string;
  resourceId: string;
  workspaceId: string | null;
  /** As they were called then; null: an operator at the command line. */
  actor: { id: string; name: string | null; email: string | null } | null;
  /** null: a signed-in session. */
  credential: { type: string; id: string } | null;
  address: string | null;
  changes: Record<string, unknown>;
}

export interface AuditLogFilter {
  actorId?: string;
  action?: string;
  resourceType?: string;
  resourceId?: string;
  workspaceId?: string;
  /** At or after. */
  from?: Date;
  /** Before. */
  to?: Date;
  /** A part of what the entry says. */
  search?: string;
}

/** What was done in an organization, the newest first. Entries are written by the AuditTrail, and never change. */
export abstract class AuditLog {
  abstract list(organizationId: string, filter: AuditLogFilter, page: PageRequest): Promise<Page<AuditLogEntry>>;
  /** Whether the workspace is, or was, one of the organization's. */
  abstract knowsWorkspace(organizationId: string, workspaceId: string): Promise<boolean>;
}
