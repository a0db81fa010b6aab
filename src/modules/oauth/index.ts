export { AccessTokenVerifier } from './application/access-token-verifier.js';
export { ConnectedApplicationsService } from './application/connected-applications.service.js';
export { SigningKeys } from './application/signing-keys.js';
export { type ConnectedApplication } from './domain/connected-application.js';
export { OauthModule } from './oauth.module.js';
export { OAUTH_PATH, TOKEN_PATH } from './presentation/oauth-paths.js';
