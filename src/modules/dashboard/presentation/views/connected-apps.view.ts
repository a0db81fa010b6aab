import type { GrantedScope } from '../../../../common/domain/access/scope.js';
import type { AppShell } from '../../../../common/ui/app-shell.js';

/** What API Integration → Connected Apps shows. */
export interface ConnectedAppsView {
  readonly shell: AppShell;
  readonly now: Date;
  readonly applications: readonly ConnectedAppItem[];
  /** The one that is about to be disconnected. */
  readonly asked?: Pick<ConnectedAppItem, 'id' | 'name'>;
  /** What was done just before. */
  readonly notice?: string;
}

export interface ConnectedAppItem {
  readonly id: string;
  readonly name: string;
  readonly link: string;
  readonly description: string;
  /** Who runs it. */
  readonly organization: string;
  readonly scopes: readonly GrantedScope[];
  /** Null: All Workspaces. */
  readonly workspaces: readonly string[] | null;
  readonly connectedAt: Date;
  readonly lastUsedAt: Date | null;
  /** Null: it has no access at present, but need not ask again. */
  readonly expiresAt: Date | null;
}
