import { Body, Controller, Get, HttpCode, Patch, Post, Put, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { addressOf } from '../../../common/http/address.js';
import { ApiCreatedAnswer, ApiItemAnswer } from '../../../common/http/openapi.decorators.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { CurrentPrincipal, Public, SessionOnly } from '../../../common/http/route.decorators.js';
import { endSession, saveSession } from '../../../common/http/session.js';
import { PlanCatalog } from '../../plans/index.js';
import { PasswordPrompt } from '../../users/index.js';
import { WorkspacesService } from '../../workspaces/index.js';
import { AuthService } from '../application/auth.service.js';
import { ActiveWorkspaceDto, ChangePasswordDto, RegisterDto, SignInDto, UpdateUserDto } from './auth.dto.js';
import { presentSession, SessionAnswer } from './session.presenter.js';
import { SignedInSessions } from './signed-in-sessions.js';

@ApiTags('Sessions')
@Controller('api/1.0/auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SignedInSessions,
    private readonly workspaces: WorkspacesService,
    private readonly plans: PlanCatalog,
    private readonly prompt: PasswordPrompt,
  ) {}

  @Post('register')
  @Public()
  @ApiOperation({ summary: 'Register an organization and sign in as its owner' })
  @ApiCreatedAnswer(SessionAnswer)
  async register(@Req() request: Request, @Body() body: RegisterDto): Promise<{ data: SessionAnswer }> {
    const { organization_name: organizationName, ...person } = body;
    const membership = await this.auth.register({ ...person, organizationName }, addressOf(request));
    await this.sessions.start(request, membership);
    return this.session(request);
  }

  @Post('login')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in', description: 'The answer sets the session cookie.' })
  @ApiItemAnswer(SessionAnswer)
  async signIn(@Req() request: Request, @Body() { email, password }: SignInDto): Promise<{ data: SessionAnswer }> {
    await this.sessions.start(request, await this.auth.signIn(email, password, addressOf(request)));
    return this.session(request);
  }

  @Post('logout')
  @Public()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  @ApiNoContentResponse()
  signOut(@Req() request: Request): Promise<void> {
    return endSession(request);
  }

  @Get('session')
  @SessionOnly()
  @ApiOperation({ summary: 'Who is signed in, what they may do, and where' })
  @ApiItemAnswer(SessionAnswer)
  async session(@Req() request: Request): Promise<{ data: SessionAnswer }> {
    const principal = request.principal as Principal;
    const workspaces = await this.workspaces.all(principal.access.reach('all'));
    return { data: presentSession(principal, workspaces, this.plans) };
  }

  @Put('session/active-workspace')
  @SessionOnly()
  @ApiOperation({ summary: 'Look at one workspace, or at all' })
  @ApiItemAnswer(SessionAnswer)
  async activateWorkspace(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
    @Body() body: ActiveWorkspaceDto,
  ): Promise<{ data: SessionAnswer }> {
    const workspaceChoice = await this.auth.activateWorkspace(principal, body.workspace_id);
    request.session.activeWorkspace = workspaceChoice;
    await saveSession(request);
    request.principal = { ...principal, workspaceChoice, reach: principal.access.reach(workspaceChoice) };
    return this.session(request);
  }

  @Patch('user')
  @SessionOnly()
  @ApiOperation({ summary: "Change one's own name, e-mail, theme or time zone" })
  @ApiItemAnswer(SessionAnswer)
  async updateUser(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
    @Body() { password, ...change }: UpdateUserDto,
  ): Promise<{ data: SessionAnswer }> {
    if (password !== undefined) await this.prompt.confirm(request, password);
    await this.auth.updateProfile(actorOf(request), principal.user.id, change);
    request.principal = { ...principal, user: { ...principal.user, ...change } };
    return this.session(request);
  }

  @Put('password')
  @SessionOnly()
  @HttpCode(204)
  @ApiOperation({ summary: "Change one's password", description: 'Ends all other sessions.' })
  @ApiNoContentResponse()
  async changePassword(
    @Req() request: Request,
    @CurrentPrincipal() { user }: Principal,
    @Body() body: ChangePasswordDto,
  ): Promise<void> {
    await this.prompt.confirm(request, body.current_password, 'current_password');
    await this.auth.changePassword(actorOf(request), user.id, body.password, request.session.publicId ?? '');
  }
}
