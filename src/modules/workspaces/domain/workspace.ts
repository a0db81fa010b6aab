import { newId } from '../../../common/domain/id.js';

/** An isolated room in an organization: links, domains, analytics, credentials. */
export class Workspace {
  private constructor(
    readonly id: string,
    readonly organizationId: string,
    readonly name: string,
    readonly description: string,
    readonly isDefault: boolean,
    readonly createdAt: Date,
  ) {}

  /** The "main" workspace that every organization has. */
  static main(organizationId: string, now: Date): Workspace {
    return new Workspace(newId(), organizationId, 'Main', '', true, now);
  }

  static create(organizationId: string, details: { name: string; description?: string }, now: Date): Workspace {
    return new Workspace(newId(), organizationId, details.name, details.description ?? '', false, now);
  }
}
