export { AccessTokenVerifier } from './application/access-token-verifier.js';
export { SigningKeys } from './application/signing-keys.js';
export { OauthModule } from './oauth.module.js';
export { OAUTH_PATH, TOKEN_PATH } from './presentation/oauth-paths.js';
