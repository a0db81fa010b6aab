import { Global, Module, Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { OauthClientsModule } from '../oauth-clients/index.js';
import { OauthModule } from '../oauth/index.js';
import { PlansModule, PlanThrottlerGuard } from '../plans/index.js';
import { TokensModule } from '../tokens/index.js';
import { UsersModule } from '../users/index.js';
import { SignedInDevices, WorkspaceScopeGuard, WorkspacesModule } from '../workspaces/index.js';
import { AuthService } from './application/auth.service.js';
import { BearerCredentialVerifier } from './application/bearer-credential-verifier.js';
import { VerifiedCredentials } from './application/verified-credentials.js';
import { CredentialVerifier } from './domain/credential-verifier.js';
import { SessionRepository } from './domain/session.repository.js';
import { TypeormSessionRepository } from './infrastructure/typeorm-session.repository.js';
import { TypeormSignedInDevices } from './infrastructure/typeorm-signed-in-devices.js';
import { AuthController } from './presentation/auth.controller.js';
import { AuthenticationGuard } from './presentation/authentication.guard.js';
import { BearerStrategy } from './presentation/bearer.strategy.js';
import { PasswordLinkController } from './presentation/password-link.controller.js';
import { PermissionGuard } from './presentation/permission.guard.js';
import { ScopeGuard } from './presentation/scope.guard.js';
import { SessionOnlyGuard } from './presentation/session-only.guard.js';
import { SessionsController } from './presentation/sessions.controller.js';
import { SignInController } from './presentation/sign-in.controller.js';
import { SignedInSessions } from './presentation/signed-in-sessions.js';

/** What a host application may replace. */
export const authPorts: Provider[] = [{ provide: CredentialVerifier, useClass: BearerCredentialVerifier }];

/** Run for every route, in this order; a request counts against the plan whatever the later ones say. */
const GUARDS = [
  AuthenticationGuard,
  PlanThrottlerGuard,
  SessionOnlyGuard,
  WorkspaceScopeGuard,
  ScopeGuard,
  PermissionGuard,
];

/** Global, because the workspaces module below it asks for the SignedInDevices that are implemented here. */
@Global()
@Module({
  imports: [PassportModule, UsersModule, WorkspacesModule, PlansModule, TokensModule, OauthClientsModule, OauthModule],
  controllers: [AuthController, SessionsController, SignInController, PasswordLinkController],
  providers: [
    AuthService,
    SignedInSessions,
    VerifiedCredentials,
    BearerStrategy,
    { provide: SessionRepository, useClass: TypeormSessionRepository },
    { provide: SignedInDevices, useClass: TypeormSignedInDevices },
    ...GUARDS.map((guard) => ({ provide: APP_GUARD, useClass: guard })),
  ],
  exports: [AuthService, SignedInSessions, SignedInDevices],
})
export class AuthModule {}
