import { Body, Controller, HttpStatus, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { appPaths, appRoutes } from '../../../common/ui/app-paths.js';
import { ClientSecretsService } from '../../oauth-clients/index.js';
import { PasswordPrompt } from '../../users/index.js';
import { CredentialManagementGuard } from '../../workspaces/index.js';
import { ApiKeysPresenter, formErrors } from './api-keys.presenter.js';
import { type Form, textOf } from './page-forms.js';
import { overlapOf } from './secret-form.js';

/** What happens to an application's secrets on its page. */
@ApiExcludeController()
@SessionOnly()
@PageContent()
@Controller()
export class SecretPagesController {
  constructor(
    private readonly secrets: ClientSecretsService,
    private readonly prompt: PasswordPrompt,
    private readonly presenter: ApiKeysPresenter,
  ) {}

  @Post(appRoutes.newSecret)
  @UseGuards(CredentialManagementGuard)
  async issue(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() form: Form,
  ): Promise<void> {
    const overlapHours = overlapOf(form);
    const confirm = () => this.prompt.confirm(request, textOf(form, 'password'));
    const made = await this.secrets
      .issue(actorOf(request), principal.access, id, Number(overlapHours), confirm)
      .catch((error: unknown) => {
        const errors = formErrors(error, response, 'password');
        return this.presenter.showApplication(request, response, principal, id, () => ({
          open: { kind: 'new-secret', form: { overlapHours, errors } },
        }));
      });
    if (!made) return;
    const [, issuedSecret] = made;
    await this.presenter.showApplication(request, response, principal, id, () => ({ issuedSecret }));
  }

  @Post(appRoutes.deleteSecret)
  async remove(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Param('secretId', ItemIdPipe) secretId: string,
  ): Promise<void> {
    await this.secrets.remove(actorOf(request), access, id, secretId);
    response.redirect(HttpStatus.SEE_OTHER, `${appPaths.application(id)}&done=secret-deleted`);
  }
}
