import { Body, Controller, HttpStatus, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { FieldErrors, ValidationError } from '../../../common/domain/errors.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { validateBody } from '../../../common/http/request-validation.pipe.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { appPaths, appRoutes } from '../../../common/ui/app-paths.js';
import {
  type ClientListing,
  newClientDetails,
  OAuthClientsService,
  RegisterClientDto,
  UpdateClientDto,
} from '../../oauth-clients/index.js';
import { PasswordPrompt } from '../../users/index.js';
import { CredentialManagementGuard } from '../../workspaces/index.js';
import { ApiKeysPresenter, formErrors } from './api-keys.presenter.js';
import { workspaceName } from './app-shell.factory.js';
import { applicationFormValues, changeFormValues } from './application-form.js';
import { type Form, linesOf, optionalText, textOf } from './page-forms.js';

/** What happens to OAuth applications on the page API Keys. */
@ApiExcludeController()
@SessionOnly()
@PageContent()
@Controller()
export class ApplicationPagesController {
  constructor(
    private readonly clients: OAuthClientsService,
    private readonly prompt: PasswordPrompt,
    private readonly presenter: ApiKeysPresenter,
  ) {}

  @Post(appPaths.applications)
  @UseGuards(CredentialManagementGuard)
  async register(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
    @Body() form: Form,
  ): Promise<void> {
    const made = await this.tryRegister(request, principal, form).catch((error: unknown) =>
      this.presenter.show(request, response, principal, () => ({
        open: {
          kind: 'new-application',
          form: { values: applicationFormValues(form), errors: formErrors(error, response, 'password') },
        },
      })),
    );
    if (!made) return;
    const [{ client }, clientSecret] = made;
    await this.presenter.show(request, response, principal, (shell) => ({
      issued: {
        kind: 'application',
        name: client.name,
        clientId: client.id,
        ...(clientSecret !== undefined && { clientSecret }),
        workspace: workspaceName(shell, client.workspaceId),
        redirectUris: client.redirectUris.map(({ value }) => value),
      },
    }));
  }

  @Post(appRoutes.changeApplication)
  @UseGuards(CredentialManagementGuard)
  async change(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() form: Form,
  ): Promise<void> {
    try {
      await this.tryChange(request, principal, id, form);
    } catch (error) {
      const errors = errorsOnLines(formErrors(error, response, 'name'));
      await this.presenter.showApplication(request, response, principal, id, () => ({
        form: { values: changeFormValues(form), errors },
      }));
      return;
    }
    response.redirect(HttpStatus.SEE_OTHER, `${appPaths.application(id)}&done=saved`);
  }

  @Post(appRoutes.deleteApplication)
  async remove(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    await this.clients.remove(actorOf(request), access, id);
    response.redirect(HttpStatus.SEE_OTHER, `${appPaths.apiKeys}?done=deleted`);
  }

  private async tryRegister(
    request: Request,
    { workspaceChoice }: Principal,
    form: Form,
  ): Promise<[ClientListing, string | undefined]> {
    const { redirectUri, ...values } = applicationFormValues(form);
    const password = textOf(form, 'password');
    await validateBody(RegisterClientDto, { ...values, redirect_uri: redirectUri, password });
    const details = newClientDetails({ ...values, redirectUri });
    await this.prompt.confirm(request, password);
    return this.clients.register(actorOf(request), workspaceChoice, details);
  }

  private async tryChange(request: Request, { access }: Principal, id: string, form: Form): Promise<void> {
    const { redirectUris: _typed, ...values } = changeFormValues(form);
    const redirectUris = linesOf(form, 'redirect_uris');
    await validateBody(UpdateClientDto, { ...values, redirect_uris: redirectUris });
    await this.clients.update(actorOf(request), access, id, { ...values, redirectUris }, async (isNeeded) => {
      const password = optionalText(form, 'password');
      if (password === undefined && isNeeded) throw ValidationError.on('password', 'Enter your password.');
      if (password !== undefined) await this.prompt.confirm(request, password);
    });
  }
}

/** The form has one field for all redirect URIs; the API names each (`redirect_uris.0`). */
function errorsOnLines(errors: FieldErrors): FieldErrors {
  const entries = Object.entries(errors);
  const lines = entries.filter(([field]) => field.startsWith('redirect_uris')).flatMap(([, texts]) => texts);
  const others = entries.filter(([field]) => !field.startsWith('redirect_uris'));
  return Object.fromEntries(lines.length > 0 ? [...others, ['redirect_uris', lines]] : others);
}
