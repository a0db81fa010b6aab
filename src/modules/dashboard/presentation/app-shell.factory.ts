import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CsrfTokens } from '../../../common/http/csrf.js';
import { Principal } from '../../../common/http/principal.js';
import { APP_MENU, AppShell, WorkspaceItem } from '../../../common/ui/app-shell.js';
import { AssetManifest } from '../../../common/ui/asset-manifest.js';
import { WorkspacesService } from '../../workspaces/index.js';

/** What surrounds every page: the menu, the workspaces to switch between, who is signed in. */
@Injectable()
export class AppShellFactory {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly csrf: CsrfTokens,
    private readonly assets: AssetManifest,
  ) {}

  async create(request: Request, response: Response, principal: Principal): Promise<AppShell> {
    const { user, organization, access, workspaceChoice } = principal;
    const workspaces: WorkspaceItem[] = await this.workspaces.all(access.reach('all'));
    return {
      assets: this.assets.forPages,
      theme: user.theme,
      timezone: user.timezone,
      csrfToken: this.csrf.issue(request, response),
      organization: organization.name,
      user: { name: user.name, email: user.email, role: access.role },
      workspaces,
      activeWorkspace:
        workspaceChoice === 'all' ? 'all' : (workspaces.find(({ id }) => id === workspaceChoice) ?? null),
      menu: APP_MENU,
    };
  }
}

/** The name that a credential's or link's workspace goes by; null: All Workspaces. */
export const workspaceName = (shell: AppShell, id: string | null): string | null =>
  id === null ? null : (shell.workspaces.find((workspace) => workspace.id === id)?.name ?? 'Another workspace');
