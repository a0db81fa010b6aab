import { Body, Controller, Get, HttpStatus, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { addressOf } from '../../../common/http/address.js';
import { DomainError, TooManyAttemptsError, ValidationError } from '../../../common/domain/errors.js';
import { CsrfTokens } from '../../../common/http/csrf.js';
import { problemOf } from '../../../common/http/problem.js';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { validateBody } from '../../../common/http/request-validation.pipe.js';
import { Public } from '../../../common/http/route.decorators.js';
import { sendPage } from '../../../common/http/send-page.js';
import { endSession } from '../../../common/http/session.js';
import { appPaths } from '../../../common/ui/app-paths.js';
import { AssetManifest } from '../../../common/ui/asset-manifest.js';
import { Configuration } from '../../../config/configuration.js';
import { OAuthClientsService } from '../../oauth-clients/index.js';
import { ActiveMembership } from '../../workspaces/index.js';
import { AuthService } from '../application/auth.service.js';
import { RegisterDto, SignInDto } from './auth.dto.js';
import { returnPath } from './return-path.js';
import { SignedInSessions } from './signed-in-sessions.js';
import { LoginPage } from './views/login.page.js';
import { RegisterPage } from './views/register.page.js';

type Form = Record<string, string | undefined>;

/** The pages on which people sign in, register and sign out. */
@ApiExcludeController()
@Public()
@PageContent()
@Controller()
export class SignInController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SignedInSessions,
    private readonly clients: OAuthClientsService,
    private readonly csrf: CsrfTokens,
    private readonly assets: AssetManifest,
    private readonly configuration: Configuration,
  ) {}

  @Get(appPaths.login)
  async login(@Req() request: Request, @Res() response: Response, @Query('return_to') sent: unknown): Promise<void> {
    const returnTo = returnPath(sent);
    if (request.principal && !isSwitchingAccounts(request)) {
      response.redirect(HttpStatus.SEE_OTHER, returnTo ?? appPaths.dashboard);
      return;
    }
    await this.showLogin(request, response, { email: '', returnTo });
  }

  @Post(appPaths.login)
  async signIn(@Req() request: Request, @Res() response: Response, @Body() form: Form): Promise<void> {
    const { return_to: returnTo, ...fields } = form;
    try {
      const { email, password } = await validateBody(SignInDto, fields);
      const membership = await this.auth.signIn(email, password, addressOf(request));
      await this.enter(request, response, membership, returnTo);
    } catch (error) {
      await this.showLogin(request, response, { email: form['email'] ?? '', returnTo: returnPath(returnTo), error });
    }
  }

  @Get(appPaths.register)
  register(@Req() request: Request, @Res() response: Response, @Query('return_to') sent: unknown): void {
    if (!this.configuration.registrationOpen) {
      response.redirect(HttpStatus.SEE_OTHER, appPaths.login);
      return;
    }
    this.showRegister(request, response, { form: {}, returnTo: returnPath(sent) });
  }

  @Post(appPaths.register)
  async registerAccount(@Req() request: Request, @Res() response: Response, @Body() form: Form): Promise<void> {
    const { return_to: returnTo, ...fields } = form;
    try {
      const { organization_name: organizationName, ...person } = await validateBody(RegisterDto, fields);
      const membership = await this.auth.register({ ...person, organizationName }, addressOf(request));
      await this.enter(request, response, membership, returnTo);
    } catch (error) {
      this.showRegister(request, response, { form, returnTo: returnPath(returnTo), error });
    }
  }

  @Post(appPaths.logout)
  async signOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    await endSession(request);
    response.redirect(HttpStatus.SEE_OTHER, appPaths.login);
  }

  private async enter(
    request: Request,
    response: Response,
    membership: ActiveMembership,
    returnTo?: string,
  ): Promise<void> {
    await this.sessions.start(request, membership);
    response.redirect(HttpStatus.SEE_OTHER, returnPath(returnTo) ?? appPaths.dashboard);
  }

  private async showLogin(
    request: Request,
    response: Response,
    { email, returnTo, error }: { email: string; returnTo?: string; error?: unknown },
  ): Promise<void> {
    const applicationName = returnTo && (await this.applicationBehind(returnTo));
    this.show(
      response,
      LoginPage({
        ...this.frame(request, response, error),
        values: { email },
        registrationOpen: this.configuration.registrationOpen,
        ...(returnTo && { returnTo }),
        ...(applicationName && { applicationName }),
      }),
    );
  }

  /** Whose request brought the person here. */
  private async applicationBehind(returnTo: string): Promise<string | undefined> {
    const { pathname, searchParams } = new URL(returnTo, this.configuration.publicUrl);
    if (pathname !== appPaths.authorize) return undefined;
    return (await this.clients.findByClientId(searchParams.get('client_id') ?? ''))?.name;
  }

  private showRegister(
    request: Request,
    response: Response,
    { form, returnTo, error }: { form: Form; returnTo?: string; error?: unknown },
  ): void {
    const { name = '', email = '', organization_name: organizationName = '' } = form;
    this.show(
      response,
      RegisterPage({
        ...this.frame(request, response, error),
        values: { name, email, organizationName },
        ...(returnTo && { returnTo }),
      }),
    );
  }

  /** What both pages have; sets the status that goes with the error. */
  private frame(request: Request, response: Response, error?: unknown) {
    if (error !== undefined && !(error instanceof DomainError)) throw error as Error;
    if (error) {
      const { status, headers } = problemOf(error);
      response.status(status).set(headers ?? {});
    }
    return {
      assets: this.assets.forPages,
      csrfToken: this.csrf.issue(request, response),
      host: this.configuration.publicHost,
      shortHost: this.configuration.defaultDomain,
      errors: error instanceof ValidationError ? error.errors : {},
      ...(error && !(error instanceof ValidationError) && { problem: problemText(error) }),
    };
  }

  /** Signing in may lead on to a consent, whose answer leaves this site. */
  private show(response: Response, page: ReturnType<typeof LoginPage>): void {
    sendPage(response, page, { leavesSite: true });
  }
}

/** "Use another account" on the consent page shows the form although somebody is signed in. */
const isSwitchingAccounts = (request: Request): boolean => request.query['switch'] !== undefined;

const problemText = (error: DomainError): string =>
  error instanceof TooManyAttemptsError ? 'Too many tries. Wait a few minutes, then try again.' : error.message;
