import { Body, Controller, Get, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Principal } from '../../../common/http/principal.js';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { CurrentPrincipal, Public, SessionOnly } from '../../../common/http/route.decorators.js';
import { sendPage } from '../../../common/http/send-page.js';
import { saveSession } from '../../../common/http/session.js';
import { appPaths } from '../../../common/ui/app-paths.js';
import { Configuration } from '../../../config/configuration.js';
import { AuthService, returnPath } from '../../auth/index.js';
import { PlanCatalog } from '../../plans/index.js';
import { DashboardService } from '../application/dashboard.service.js';
import { AppShellFactory, workspaceName } from './app-shell.factory.js';
import { planFacts } from './plan-facts.js';
import { DashboardPage } from './views/dashboard.page.js';

@ApiExcludeController()
@SessionOnly()
@PageContent()
@Controller()
export class DashboardController {
  constructor(
    private readonly dashboard: DashboardService,
    private readonly auth: AuthService,
    private readonly plans: PlanCatalog,
    private readonly shells: AppShellFactory,
    private readonly configuration: Configuration,
  ) {}

  @Get('/')
  @Public()
  enter(@Res() response: Response): void {
    response.redirect(appPaths.dashboard);
  }

  @Get(appPaths.dashboard)
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    const shell = await this.shells.create(request, response, principal);
    const { recentLinks, ...overview } = await this.dashboard.overview(principal.access, principal.reach);
    sendPage(
      response,
      DashboardPage({
        ...overview,
        shell,
        plan: planFacts(this.plans, principal.organization),
        publicUrl: this.configuration.publicUrl,
        recentLinks: recentLinks.map((link) => ({ ...link, workspace: workspaceName(shell, link.workspaceId) ?? '' })),
      }),
    );
  }

  @Post(appPaths.activeWorkspace)
  async activateWorkspace(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
    @Body() form: Record<string, string | undefined>,
  ): Promise<void> {
    request.session.activeWorkspace = await this.auth.activateWorkspace(principal, form['workspace_id'] ?? '');
    await saveSession(request);
    response.redirect(HttpStatus.SEE_OTHER, returnPath(form['return_to']) ?? appPaths.dashboard);
  }
}
