import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../../common/domain/clock.js';
import { DomainError, ValidationError } from '../../../common/domain/errors.js';
import { Principal } from '../../../common/http/principal.js';
import { problemOf } from '../../../common/http/problem.js';
import { sendPage } from '../../../common/http/send-page.js';
import { AppShell } from '../../../common/ui/app-shell.js';
import { FieldErrors } from '../../../common/ui/field.js';
import { OAuthClientsService } from '../../oauth-clients/index.js';
import { PlanCatalog } from '../../plans/index.js';
import { TokensService } from '../../tokens/index.js';
import { MembersService } from '../../workspaces/index.js';
import { applicationItem, applicationUsage, Onlooker, secretItems, tokenItem } from './api-keys.items.js';
import { AppShellFactory } from './app-shell.factory.js';
import { everyPage } from './every-page.js';
import { planFacts } from './plan-facts.js';
import { ApiKeysPage } from './views/api-keys.page.js';
import { ApiKeysView } from './views/api-keys.view.js';
import { ApplicationPage } from './views/application.page.js';
import { ApplicationView, SecretItem } from './views/application.view.js';

/** What is open on the page, in view of what surrounds it. */
type Extra = (shell: AppShell) => Pick<ApiKeysView, 'open' | 'issued' | 'notice'>;
const NOTHING: Extra = () => ({});

/** The same for the page of one application, in view of its secrets. */
type ApplicationExtra = (
  secrets: readonly SecretItem[],
) => Partial<Pick<ApplicationView, 'form' | 'open' | 'issuedSecret' | 'notice'>>;

/** Shows API Integration → API Keys, with whatever form, question or secret is open on it. */
@Injectable()
export class ApiKeysPresenter {
  constructor(
    private readonly tokens: TokensService,
    private readonly clients: OAuthClientsService,
    private readonly members: MembersService,
    private readonly plans: PlanCatalog,
    private readonly shells: AppShellFactory,
    private readonly clock: Clock,
  ) {}

  async show(request: Request, response: Response, principal: Principal, extra: Extra = NOTHING): Promise<void> {
    const { access } = principal;
    const onlooker = await this.onlooker(request, response, principal);
    const tokens = await everyPage((page) => this.tokens.list(access, page));
    const clients = await everyPage((page) => this.clients.list(access, page));
    const view: ApiKeysView = {
      ...extra(onlooker.shell),
      shell: onlooker.shell,
      now: this.clock.now(),
      plan: planFacts(this.plans, principal.organization),
      creation: creationOf(principal),
      tokens: tokens.map((listing) => tokenItem(listing, onlooker)),
      applications: clients.map((listing) => applicationItem(listing, onlooker)),
    };
    sendPage(response, ApiKeysPage(view));
  }

  /** @throws NotFoundError */
  async showApplication(
    request: Request,
    response: Response,
    principal: Principal,
    id: string,
    extra: ApplicationExtra = () => ({}),
  ): Promise<void> {
    const listing = await this.clients.find(principal.access, id);
    const onlooker = await this.onlooker(request, response, principal);
    const { name, link, description, redirectUris } = listing.client;
    const values = { name, link, description, redirectUris: redirectUris.map(({ value }) => value).join('\n') };
    const now = this.clock.now();
    const secrets = secretItems(listing, onlooker, now);
    const view: ApplicationView = {
      form: { values, errors: {} },
      ...extra(secrets),
      shell: onlooker.shell,
      now,
      application: applicationItem(listing, onlooker),
      usage: applicationUsage(listing),
      secrets,
    };
    sendPage(response, ApplicationPage(view));
  }

  private async onlooker(request: Request, response: Response, principal: Principal): Promise<Onlooker> {
    const shell = await this.shells.create(request, response, principal);
    const members = await everyPage((page) => this.members.list(principal.organization.id, page));
    const names = new Map(members.map(({ member, name }) => [member.userId, name]));
    return { access: principal.access, shell, nameOfMember: (id) => names.get(id) };
  }
}

/**
 * What a form shows again after a refusal, with the answer's status set; what is no refusal goes on up. A fault that
 * belongs to no field stands on `fallback`.
 */
export function formErrors(error: unknown, response: Response, fallback: string): FieldErrors {
  if (!(error instanceof DomainError) || error.kind === 'not_found') throw error as Error;
  const { status, headers } = problemOf(error);
  response.status(status).set(headers ?? {});
  return error instanceof ValidationError ? error.errors : { [fallback]: [error.message] };
}

function creationOf({ access, workspaceChoice }: Principal): ApiKeysView['creation'] {
  if (workspaceChoice === null) return 'no-workspace';
  return access.allows('credentials.create', workspaceChoice) ? 'allowed' : 'no-permission';
}
