import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { isId } from '../../../common/domain/id.js';
import { type Principal } from '../../../common/http/principal.js';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { ServedScopes } from '../../../common/http/served-scopes.js';
import { appPaths } from '../../../common/ui/app-paths.js';
import { maskedApiToken, TokensService } from '../../tokens/index.js';
import { EMPTY_APPLICATION_FORM } from './application-form.js';
import { ApiKeysPresenter } from './api-keys.presenter.js';
import { type Form, textOf } from './page-forms.js';
import { USUAL_OVERLAP } from './secret-form.js';
import { EMPTY_TOKEN_FORM } from './token-form.js';
import { OpenPanel } from './views/api-keys.view.js';
import { ApplicationPanel, SecretItem } from './views/application.view.js';

/** What the page says was done just before, by the word in `?done=`. */
const NOTICES: Record<string, string> = {
  revoked: 'The token is revoked. Its next request gets 401.',
  deleted: 'The application is deleted. Its tokens stop with their next request.',
  saved: 'Saved.',
  'secret-deleted': 'The secret is deleted. What still uses it gets 401.',
};

/** API Integration → API Keys. A form or a question on it is a link, so that it needs no script. */
@ApiExcludeController()
@SessionOnly()
@PageContent()
@Controller()
export class ApiKeysController {
  constructor(
    private readonly tokens: TokensService,
    private readonly presenter: ApiKeysPresenter,
    private readonly servedScopes: ServedScopes,
  ) {}

  @Get(appPaths.apiKeys)
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
    @Query() query: Form,
  ): Promise<void> {
    const notice = NOTICES[textOf(query, 'done')];
    const application = textOf(query, 'application');
    if (isId(application)) {
      await this.presenter.showApplication(request, response, principal, application, (secrets) => {
        const open = applicationPanel(query, secrets);
        return { ...(open && { open }), ...(notice && { notice }) };
      });
      return;
    }
    const open = await this.openPanel(principal, query);
    await this.presenter.show(request, response, principal, () => ({
      ...(open && { open }),
      ...(notice && { notice }),
    }));
  }

  private async openPanel(principal: Principal, query: Form): Promise<OpenPanel | undefined> {
    const revoke = textOf(query, 'revoke');
    if (isId(revoke)) {
      const { id, name, lastFour } = await this.tokens.find(principal.access, revoke);
      return { kind: 'revoke-token', token: { id, name: name || null, masked: maskedApiToken(lastFour) } };
    }
    if (!principal.access.allows('credentials.create', principal.workspaceChoice)) return undefined;
    switch (textOf(query, 'new')) {
      case 'token':
        return {
          kind: 'new-token',
          form: { values: EMPTY_TOKEN_FORM, offeredScopes: this.servedScopes.all(), errors: {} },
        };
      case 'application':
        return { kind: 'new-application', form: { values: EMPTY_APPLICATION_FORM, errors: {} } };
      default:
        return undefined;
    }
  }
}

function applicationPanel(query: Form, secrets: readonly SecretItem[]): ApplicationPanel | undefined {
  if (query['delete'] !== undefined) return { kind: 'delete-application' };
  if (textOf(query, 'new') === 'secret' && secrets.length > 0) {
    return { kind: 'new-secret', form: { overlapHours: USUAL_OVERLAP, errors: {} } };
  }
  const secret = secrets.find(({ id, mayDelete }) => mayDelete && id === textOf(query, 'delete_secret'));
  return secret && { kind: 'delete-secret', secret };
}
