import { Body, Controller, HttpStatus, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Clock } from '../../../common/domain/clock.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { ServedScopes } from '../../../common/http/served-scopes.js';
import { appPaths, appRoutes } from '../../../common/ui/app-paths.js';
import { FieldErrors } from '../../../common/ui/field.js';
import { type ApiTokenListing, maskedApiToken, TokensService } from '../../tokens/index.js';
import { PasswordPrompt } from '../../users/index.js';
import { CredentialManagementGuard } from '../../workspaces/index.js';
import { ApiKeysPresenter, formErrors } from './api-keys.presenter.js';
import { workspaceName } from './app-shell.factory.js';
import { type Form, textOf } from './page-forms.js';
import { tokenFormErrors, tokenFormValues, tokenOrder } from './token-form.js';
import { TokenForm } from './views/api-keys.view.js';

/** What happens to tokens on the page API Keys. */
@ApiExcludeController()
@SessionOnly()
@PageContent()
@Controller()
export class TokenPagesController {
  constructor(
    private readonly tokens: TokensService,
    private readonly prompt: PasswordPrompt,
    private readonly presenter: ApiKeysPresenter,
    private readonly servedScopes: ServedScopes,
    private readonly clock: Clock,
  ) {}

  @Post(appPaths.tokens)
  @UseGuards(CredentialManagementGuard)
  async generate(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
    @Body() form: Form,
  ): Promise<void> {
    const made = await this.tryGenerate(request, principal, form).catch((error: unknown) =>
      this.presenter.show(request, response, principal, () => ({
        open: { kind: 'new-token', form: this.form(form, tokenFormErrors(formErrors(error, response, 'password'))) },
      })),
    );
    if (!made) return;
    const [listing, token] = made;
    await this.presenter.show(request, response, principal, (shell) => ({
      issued: {
        kind: 'token',
        token,
        masked: maskedApiToken(listing.token.lastFour),
        name: listing.token.name || null,
        workspace: workspaceName(shell, listing.token.workspaceId),
        expiresAt: listing.token.expiresAt,
        scopes: listing.token.scopes,
      },
    }));
  }

  @Post(appRoutes.revokeToken)
  async revoke(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    await this.tokens.revoke(actorOf(request), access, id);
    response.redirect(HttpStatus.SEE_OTHER, `${appPaths.apiKeys}?done=revoked`);
  }

  private async tryGenerate(request: Request, principal: Principal, form: Form): Promise<[ApiTokenListing, string]> {
    const order = tokenOrder(form, this.clock.now());
    await this.prompt.confirm(request, textOf(form, 'password'));
    return this.tokens.generate(actorOf(request), principal.user.id, principal.workspaceChoice, order);
  }

  private form(form: Form, errors: FieldErrors): TokenForm {
    return { values: tokenFormValues(form), offeredScopes: this.servedScopes.all(), errors };
  }
}
