import { Body, Controller, Get, HttpStatus, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { BadRequestError } from '../../../common/domain/errors.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { Public } from '../../../common/http/route.decorators.js';
import { sendPage } from '../../../common/http/send-page.js';
import { appPaths } from '../../../common/ui/app-paths.js';
import { AuthorizationService, Decider } from '../application/authorization.service.js';
import { AuthorizationRequest } from '../domain/authorization-request.js';
import { OAuthError } from '../domain/oauth-error.js';
import { AuthorizationFaultFilter } from './authorization-fault.filter.js';
import { authorizationParameters } from './authorization-parameters.js';
import { ConsentPresenter } from './consent.presenter.js';
import { ConsentPage } from './views/consent.page.js';

/** The page on which people let an application in, or don't. */
@ApiExcludeController()
@Public()
@PageContent()
@UseFilters(AuthorizationFaultFilter)
@Controller()
export class AuthorizeController {
  constructor(
    private readonly authorizations: AuthorizationService,
    private readonly consent: ConsentPresenter,
  ) {}

  @Get(appPaths.authorize)
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const asked = await this.authorizations.locate(authorizationParameters(request));
    const { principal } = request;
    // Faults are told of after signing in only: else we would be an open redirector (RFC 9700 §4.11.2).
    if (!principal) {
      sendTo(response, appPaths.loginFor(request.originalUrl));
      return;
    }
    await this.orTellApplication(response, asked, async () => {
      const remembered = await this.approveAsRemembered(request, principal, asked);
      if (remembered !== undefined) {
        sendTo(response, remembered);
        return;
      }
      const question = await this.authorizations.ask(asked, deciderOf(principal));
      const view = await this.consent.view(request, response, principal, question);
      sendPage(response, ConsentPage(view), { leavesSite: true });
    });
  }

  @Post(appPaths.authorize)
  async decide(
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Record<string, unknown>,
  ): Promise<void> {
    const { principal } = request;
    if (!principal) {
      sendTo(response, appPaths.login);
      return;
    }
    const { request: sealed, decision, workspace_id: workspaceId } = form;
    const pending = await this.authorizations.recall(typeof sealed === 'string' ? sealed : '', principal.user.id);
    await this.orTellApplication(response, pending.request, async () => {
      if (decision === 'deny') {
        sendTo(response, this.authorizations.deny(pending.request));
        return;
      }
      if (decision !== 'authorize') throw new BadRequestError('Choose Authorize or Deny.');
      const picked = typeof workspaceId === 'string' ? workspaceId : undefined;
      const actor = actorOf(request);
      sendTo(response, await this.authorizations.approve(actor, deciderOf(principal), pending, picked));
    });
  }

  /** HEAD only asks what there is. */
  private async approveAsRemembered(
    request: Request,
    principal: Principal,
    asked: AuthorizationRequest,
  ): Promise<string | undefined> {
    if (request.method !== 'GET') return undefined;
    return this.authorizations.approveAsRemembered(actorOf(request), deciderOf(principal), asked);
  }

  private async orTellApplication(
    response: Response,
    request: AuthorizationRequest,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      sendTo(response, this.authorizations.refuse(request, error));
    }
  }
}

const deciderOf = ({ access, workspaceChoice }: Principal): Decider => ({ access, activeWorkspace: workspaceChoice });

/** 303, so that the browser never sends the form on to the application (RFC 9700 §4.12). */
function sendTo(response: Response, address: string): void {
  response.status(HttpStatus.SEE_OTHER).set('Location', address).end();
}
