import { Body, Controller, Get, HttpStatus, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { addressOf } from '../../../common/http/address.js';
import { FieldErrors, ValidationError } from '../../../common/domain/errors.js';
import { CsrfTokens } from '../../../common/http/csrf.js';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { validateBody } from '../../../common/http/request-validation.pipe.js';
import { Public } from '../../../common/http/route.decorators.js';
import { sendPage } from '../../../common/http/send-page.js';
import { appPaths } from '../../../common/ui/app-paths.js';
import { AssetManifest } from '../../../common/ui/asset-manifest.js';
import { Configuration } from '../../../config/configuration.js';
import { AuthService } from '../application/auth.service.js';
import { PasswordByLinkDto } from './auth.dto.js';
import { SignedInSessions } from './signed-in-sessions.js';
import { LinkEndedPage } from './views/link-ended.page.js';
import { SetPasswordPage } from './views/set-password.page.js';

/** Where an invitation's or a reset's link leads. Mail scanners open it too: only the form's answer changes anything. */
@ApiExcludeController()
@Public()
@PageContent()
@Controller(appPaths.setPassword)
export class PasswordLinkController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SignedInSessions,
    private readonly csrf: CsrfTokens,
    private readonly assets: AssetManifest,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  open(@Req() request: Request, @Res() response: Response, @Query('token') token: unknown): Promise<void> {
    return this.show(request, response, token);
  }

  @Post()
  async setPassword(
    @Req() request: Request,
    @Res() response: Response,
    @Body() { token, ...fields }: Record<string, unknown>,
  ): Promise<void> {
    try {
      const { password } = await validateBody(PasswordByLinkDto, fields);
      const membership = await this.auth.setPasswordBy(textOf(token), password, addressOf(request));
      if (!membership) {
        this.showEnded(response);
        return;
      }
      await this.sessions.start(request, membership);
      response.redirect(HttpStatus.SEE_OTHER, appPaths.dashboard);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      await this.show(request, response, token, error.errors);
    }
  }

  private async show(request: Request, response: Response, sent: unknown, errors?: FieldErrors): Promise<void> {
    const token = textOf(sent);
    const open = await this.auth.openPasswordLink(token);
    if (!open) {
      this.showEnded(response);
      return;
    }
    if (errors) response.status(HttpStatus.UNPROCESSABLE_ENTITY);
    const { link, membership } = open;
    const page = SetPasswordPage({
      assets: this.assets.forPages,
      csrfToken: this.csrf.issue(request, response),
      host: this.configuration.publicHost,
      shortHost: this.configuration.defaultDomain,
      token,
      purpose: link.purpose,
      email: membership.user.email,
      organizationName: membership.organization.name,
      errors: errors ?? {},
    });
    sendPage(response, page);
  }

  private showEnded(response: Response): void {
    response.status(HttpStatus.GONE);
    sendPage(response, LinkEndedPage({ assets: this.assets.forPages, host: this.configuration.publicHost }));
  }
}

const textOf = (sent: unknown): string => (typeof sent === 'string' ? sent : '');
