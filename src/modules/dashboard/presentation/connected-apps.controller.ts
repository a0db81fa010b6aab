import { Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Clock } from '../../../common/domain/clock.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { sendPage } from '../../../common/http/send-page.js';
import { appPaths, appRoutes } from '../../../common/ui/app-paths.js';
import { AppShell } from '../../../common/ui/app-shell.js';
import { type ConnectedApplication, ConnectedApplicationsService } from '../../oauth/index.js';
import { AppShellFactory, workspaceName } from './app-shell.factory.js';
import { everyPage } from './every-page.js';
import { type Form, textOf } from './page-forms.js';
import { ConnectedAppsPage } from './views/connected-apps.page.js';
import { ConnectedAppItem } from './views/connected-apps.view.js';

const DISCONNECTED = 'The application is disconnected. Its next request gets 401.';

/** API Integration → Connected Apps: what this user has let in. The question is a link, so that it needs no script. */
@ApiExcludeController()
@SessionOnly()
@PageContent()
@Controller()
export class ConnectedAppsController {
  constructor(
    private readonly connections: ConnectedApplicationsService,
    private readonly shells: AppShellFactory,
    private readonly clock: Clock,
  ) {}

  @Get(appPaths.connectedApps)
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
    @Query() query: Form,
  ): Promise<void> {
    const shell = await this.shells.create(request, response, principal);
    const connected = await everyPage((page) => this.connections.list(principal.user.id, page));
    const applications = connected.map((application) => connectedAppItem(application, shell));
    const asked = applications.find(({ id }) => id === textOf(query, 'disconnect'));
    const page = ConnectedAppsPage({
      shell,
      now: this.clock.now(),
      applications,
      ...(asked && { asked }),
      ...(textOf(query, 'done') === 'disconnected' && { notice: DISCONNECTED }),
    });
    sendPage(response, page);
  }

  @Post(appRoutes.disconnect)
  async disconnect(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() { user }: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    await this.connections.disconnect(actorOf(request), user.id, id);
    response.redirect(HttpStatus.SEE_OTHER, `${appPaths.connectedApps}?done=disconnected`);
  }
}

const connectedAppItem = (application: ConnectedApplication, shell: AppShell): ConnectedAppItem => ({
  id: application.clientId,
  name: application.name,
  link: application.link,
  description: application.description,
  organization: application.organization,
  scopes: application.scopes.values,
  workspaces: application.workspaceIds?.map((id) => workspaceName(shell, id) ?? '') ?? null,
  connectedAt: application.connectedAt,
  lastUsedAt: application.lastUsedAt,
  expiresAt: application.expiresAt,
});
