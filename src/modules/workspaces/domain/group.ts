import { Permission } from '../../../common/domain/access/permission.js';
import { newId } from '../../../common/domain/id.js';

export interface GroupSettings {
  name: string;
  description: string;
  permissions: readonly Permission[];
}

/** A named set of permissions: what its members may do in the workspaces that it is assigned to. */
export class Group {
  private constructor(
    readonly id: string,
    readonly organizationId: string,
    readonly name: string,
    readonly description: string,
    readonly permissions: readonly Permission[],
    readonly createdAt: Date,
  ) {}

  static create(organizationId: string, settings: GroupSettings, now: Date): Group {
    const { name, description, permissions } = settings;
    return new Group(newId(), organizationId, name, description, [...new Set(permissions)], now);
  }

  with(change: Partial<GroupSettings>): Group {
    const { name = this.name, description = this.description, permissions = this.permissions } = change;
    return new Group(this.id, this.organizationId, name, description, [...new Set(permissions)], this.createdAt);
  }
}
