import { ConflictError } from '../../../common/domain/errors.js';
import { newId } from '../../../common/domain/id.js';

export interface WorkspaceSettings {
  name: string;
  description: string;
  /** Of apps that its links may open, without their colon. */
  allowedSchemes: readonly string[];
}

export const RESTORABLE_DAYS = 30;
const RESTORABLE_MILLISECONDS = RESTORABLE_DAYS * 24 * 60 * 60 * 1000;

/** An isolated room in an organization: links, domains, analytics, credentials. */
export class Workspace {
  private constructor(
    readonly id: string,
    readonly organizationId: string,
    readonly name: string,
    readonly description: string,
    readonly isDefault: boolean,
    readonly allowedSchemes: readonly string[],
    readonly createdAt: Date,
    /** null: it lives. */
    readonly deletedAt: Date | null,
  ) {}

  /** The "main" workspace that every organization has. */
  static main(organizationId: string, now: Date): Workspace {
    return new Workspace(newId(), organizationId, 'Main', '', true, [], now, null);
  }

  static create(organizationId: string, settings: WorkspaceSettings, now: Date): Workspace {
    const { name, description, allowedSchemes } = settings;
    return new Workspace(newId(), organizationId, name, description, false, [...new Set(allowedSchemes)], now, null);
  }

  with(change: Partial<WorkspaceSettings>): Workspace {
    const { name = this.name, description = this.description, allowedSchemes = this.allowedSchemes } = change;
    return this.copy({ name, description, allowedSchemes }, this.deletedAt);
  }

  /** Nothing of it serves or is reached from then on. @throws ConflictError for the default one. */
  deleted(now: Date): Workspace {
    if (this.isDefault) throw new ConflictError('The default workspace can’t be deleted.', 'default_workspace');
    return this.copy(this, now);
  }

  isRestorable(now: Date): boolean {
    return this.deletedAt === null || now.getTime() - this.deletedAt.getTime() < RESTORABLE_MILLISECONDS;
  }

  restored(): Workspace {
    return this.copy(this, null);
  }

  private copy({ name, description, allowedSchemes }: WorkspaceSettings, deletedAt: Date | null): Workspace {
    const { id, organizationId, isDefault, createdAt } = this;
    const schemes = [...new Set(allowedSchemes)];
    return new Workspace(id, organizationId, name, description, isDefault, schemes, createdAt, deletedAt);
  }
}
