import { ForbiddenError, NotFoundError } from '../errors.js';
import { Permission } from './permission.js';

/**
 * Where a credential or an active view points: a workspace's id, `all`, or null where the user reaches none.
 */
export type WorkspaceChoice = string | null;

/**
 * The workspaces that a request reaches, and what its user may do in each. Every repository of workspace-owned data
 * asks for it, so that a query without a tenant boundary does not compile.
 */
export class Reach {
  constructor(
    readonly organizationId: string,
    readonly choice: WorkspaceChoice,
    private readonly permissionsByWorkspace: ReadonlyMap<string, ReadonlySet<Permission>>,
    private readonly defaultWorkspaceId: string | undefined,
  ) {}

  get workspaceIds(): readonly string[] {
    return [...this.permissionsByWorkspace.keys()];
  }

  includes(workspaceId: string): boolean {
    return this.permissionsByWorkspace.has(workspaceId);
  }

  allows(permission: Permission, workspaceId: string): boolean {
    return this.permissionsByWorkspace.get(workspaceId)?.has(permission) ?? false;
  }

  allowsSomewhere(permission: Permission): boolean {
    return this.workspaceIds.some((id) => this.allows(permission, id));
  }

  /** Only the workspaces in which the user holds `permission`: what a list may show. */
  where(permission: Permission): Reach {
    const held = [...this.permissionsByWorkspace].filter(([, permissions]) => permissions.has(permission));
    return new Reach(this.organizationId, this.choice, new Map(held), this.defaultWorkspaceId);
  }

  /** @throws ForbiddenError naming the permission. */
  require(permission: Permission, workspaceId: string): void {
    if (!this.allows(permission, workspaceId)) throw missingPermission(permission);
  }

  /** Only `workspaceId`, which a request named. @throws NotFoundError where it is not reached, existing or not. */
  narrowTo(workspaceId: string): Reach {
    const permissions = this.permissionsByWorkspace.get(workspaceId);
    if (!permissions) throw new NotFoundError();
    return new Reach(this.organizationId, workspaceId, new Map([[workspaceId, permissions]]), workspaceId);
  }

  /** All of it, where a request names no workspace. @throws NotFoundError as `narrowTo` */
  within(named: string | undefined): Reach {
    return named === undefined ? this : this.narrowTo(named);
  }

  /** Where a new thing goes: the workspace named, else the one bound to, else the default, else the first. */
  targetWorkspace(named?: string): string {
    if (named !== undefined) return this.narrowTo(named).workspaceIds[0] as string;
    if (this.choice !== 'all' && this.choice !== null) return this.choice;
    const fallback =
      this.defaultWorkspaceId && this.includes(this.defaultWorkspaceId)
        ? this.defaultWorkspaceId
        : this.workspaceIds[0];
    if (!fallback)
      throw new ForbiddenError('You reach no workspace. An owner or admin can give you one.', 'no_workspace');
    return fallback;
  }
}

/** The workspace that something made under `choice` is bound to; null: all. @throws ForbiddenError where there is none. */
export function boundTo(choice: WorkspaceChoice): string | null {
  if (choice === null) throw new ForbiddenError('You reach no workspace.', 'no_workspace');
  return choice === 'all' ? null : choice;
}

export const missingPermission = (permission: Permission): ForbiddenError =>
  new ForbiddenError(`This needs the permission ${permission}, which you do not have here.`, 'permission_missing');
