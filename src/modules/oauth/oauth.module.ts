import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OauthClientsModule } from '../oauth-clients/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { AccessTokenVerifier } from './application/access-token-verifier.js';
import { AuthorizationCodeGrant } from './application/authorization-code.grant.js';
import { AuthorizationService } from './application/authorization.service.js';
import { ClientAuthentication } from './application/client-authentication.js';
import { ConnectedApplicationsService } from './application/connected-applications.service.js';
import { GrantHolder } from './application/grant-holder.js';
import { GrantOpening } from './application/grant-opening.js';
import { GrantRevocation } from './application/grant-revocation.js';
import { PendingRequests } from './application/pending-requests.js';
import { RefreshTokenGrant } from './application/refresh-token.grant.js';
import { SigningKeyBox } from './application/signing-key-box.js';
import { SigningKeys } from './application/signing-keys.js';
import { TokenExchangeService } from './application/token-exchange.service.js';
import { TokenIntrospectionService } from './application/token-introspection.service.js';
import { TokenIssuer } from './application/token-issuer.js';
import { TokenRevocationService } from './application/token-revocation.service.js';
import { AccessTokenFormat } from './domain/access-token-format.js';
import { AccessTokenRepository } from './domain/access-token.repository.js';
import { ApprovalRepository } from './domain/approval.repository.js';
import { ConnectedApplicationDirectory } from './domain/connected-application.js';
import { GrantRepository } from './domain/grant.repository.js';
import { SigningKeyRepository } from './domain/signing-key.repository.js';
import { ApprovalSchema } from './infrastructure/approval.schema.js';
import {
  AccessTokenSchema,
  AuthorizationCodeSchema,
  GrantSchema,
  RefreshTokenSchema,
} from './infrastructure/grant.schemas.js';
import { JwtAccessTokenFormat } from './infrastructure/jwt-access-token-format.js';
import { SigningKeySchema } from './infrastructure/signing-key.schema.js';
import { TypeormAccessTokenRepository } from './infrastructure/typeorm-access-token.repository.js';
import { TypeormApprovalRepository } from './infrastructure/typeorm-approval.repository.js';
import { TypeormConnectedApplicationDirectory } from './infrastructure/typeorm-connected-application.directory.js';
import { TypeormGrantRepository } from './infrastructure/typeorm-grant.repository.js';
import { TypeormSigningKeyRepository } from './infrastructure/typeorm-signing-key.repository.js';
import { AuthorizeController } from './presentation/authorize.controller.js';
import { ConsentPresenter } from './presentation/consent.presenter.js';
import { GrantsController } from './presentation/grants.controller.js';
import { MetadataController } from './presentation/metadata.controller.js';
import { TokenController } from './presentation/token.controller.js';
import { TokenStateController } from './presentation/token-state.controller.js';
import { UnknownOAuthRouteController } from './presentation/unknown-oauth-route.controller.js';

const TABLES = [
  ApprovalSchema,
  GrantSchema,
  AuthorizationCodeSchema,
  AccessTokenSchema,
  RefreshTokenSchema,
  SigningKeySchema,
];

@Module({
  imports: [TypeOrmModule.forFeature(TABLES), JwtModule.register({}), OauthClientsModule, WorkspacesModule],
  controllers: [
    AuthorizeController,
    GrantsController,
    TokenController,
    TokenStateController,
    MetadataController,
    UnknownOAuthRouteController,
  ],
  providers: [
    AccessTokenVerifier,
    AuthorizationCodeGrant,
    AuthorizationService,
    ClientAuthentication,
    ConnectedApplicationsService,
    ConsentPresenter,
    GrantHolder,
    GrantOpening,
    GrantRevocation,
    PendingRequests,
    RefreshTokenGrant,
    SigningKeyBox,
    SigningKeys,
    TokenExchangeService,
    TokenIntrospectionService,
    TokenIssuer,
    TokenRevocationService,
    { provide: AccessTokenFormat, useClass: JwtAccessTokenFormat },
    { provide: AccessTokenRepository, useClass: TypeormAccessTokenRepository },
    { provide: ApprovalRepository, useClass: TypeormApprovalRepository },
    { provide: ConnectedApplicationDirectory, useClass: TypeormConnectedApplicationDirectory },
    { provide: GrantRepository, useClass: TypeormGrantRepository },
    { provide: SigningKeyRepository, useClass: TypeormSigningKeyRepository },
  ],
  exports: [AccessTokenVerifier, ConnectedApplicationsService, SigningKeys],
})
export class OauthModule {}
