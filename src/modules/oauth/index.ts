export { AccessTokenVerifier } from './application/access-token-verifier.js';
export { SigningKeys } from './application/signing-keys.js';
export { OauthModule } from './oauth.module.js';
