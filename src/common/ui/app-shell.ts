import type { Role } from '../domain/access/role.js';
import { appPaths } from './app-paths.js';
import type { PageBase } from './document.js';
import type { IconName } from './icon.js';

export interface WorkspaceItem {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
}

export interface MenuLink {
  readonly label: string;
  readonly href: string;
}

/** One line of the sidebar: a page, or a group of pages. Entries without the right for them aren't given. */
export type MenuEntry = { readonly label: string; readonly icon: IconName } & (
  { readonly href: string } | { readonly pages: readonly MenuLink[] }
);

/** What surrounds every page of the dashboard. */
export interface AppShell extends PageBase {
  readonly csrfToken: string;
  readonly timezone: string;
  readonly organization: string;
  readonly user: { readonly name: string; readonly email: string; readonly role: Role };
  readonly workspaces: readonly WorkspaceItem[];
  /** Null: the user reaches no workspace. */
  readonly activeWorkspace: WorkspaceItem | 'all' | null;
  readonly menu: readonly MenuEntry[];
}

export const ALL_WORKSPACES = 'All Workspaces';

export function nameOfActiveWorkspace({ activeWorkspace }: AppShell): string {
  if (activeWorkspace === null) return 'No workspace';
  return activeWorkspace === 'all' ? ALL_WORKSPACES : activeWorkspace.name;
}

export const API_INTEGRATION = 'API Integration';

/** The menu of those pages that exist. */
export const APP_MENU: readonly MenuEntry[] = [
  { label: 'Dashboard', icon: 'layout-dashboard', href: appPaths.dashboard },
  {
    label: API_INTEGRATION,
    icon: 'plug-connected',
    pages: [
      { label: 'API Keys', href: appPaths.apiKeys },
      { label: 'Connected Apps', href: appPaths.connectedApps },
      { label: 'API Reference', href: appPaths.apiReference },
    ],
  },
];
