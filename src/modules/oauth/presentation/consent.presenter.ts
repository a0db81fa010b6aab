import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CsrfTokens } from '../../../common/http/csrf.js';
import type { Principal } from '../../../common/http/principal.js';
import { appPaths } from '../../../common/ui/app-paths.js';
import { AssetManifest } from '../../../common/ui/asset-manifest.js';
import { Configuration } from '../../../config/configuration.js';
import { WorkspacesService } from '../../workspaces/index.js';
import { Question } from '../application/authorization.service.js';
import { WorkspaceOffer } from '../domain/workspace-offer.js';
import { authorizationPath } from './authorization-parameters.js';
import { ConsentView } from './views/consent.page.js';
import { ConsentWorkspace } from './views/workspace-question.js';

/** A question as the consent page shows it. */
@Injectable()
export class ConsentPresenter {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly csrf: CsrfTokens,
    private readonly assets: AssetManifest,
    private readonly configuration: Configuration,
  ) {}

  async view(request: Request, response: Response, principal: Principal, question: Question): Promise<ConsentView> {
    const { client } = question.request;
    return {
      assets: this.assets.forPages,
      theme: principal.user.theme,
      timezone: principal.user.timezone,
      csrfToken: this.csrf.issue(request, response),
      host: this.configuration.publicHost,
      requestId: question.sealed,
      application: {
        name: client.name,
        link: client.link,
        description: client.description,
        organization: question.operator,
        isOwnOrganization: client.organizationId === principal.organization.id,
        registeredAt: client.createdAt,
      },
      scopes: question.scopes.values,
      workspace: await this.workspace(principal, question.offer),
      user: { name: principal.user.name, email: principal.user.email },
      switchAccountHref: appPaths.switchAccountFor(authorizationPath(question.request.parameters)),
      accessUntil: question.accessUntil,
      redirectHost: placeOf(question.request.redirectUri),
    };
  }

  private async workspace({ access, workspaceChoice }: Principal, offer: WorkspaceOffer): Promise<ConsentWorkspace> {
    if (offer.kind === 'all') return { kind: 'all' };
    const reached = await this.workspaces.all(access.reach(offer.kind === 'fixed' ? offer.workspaceId : 'all'));
    if (offer.kind === 'fixed') return { kind: 'fixed', name: reached[0]?.name ?? '' };
    const options = reached.map(({ id, name }) => ({ id, name, isActive: id === workspaceChoice }));
    return { kind: 'choice', options, selectedId: offer.selectedId };
  }
}

/** A scheme of a program's own has no host to name. */
function placeOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  return host || protocol;
}
