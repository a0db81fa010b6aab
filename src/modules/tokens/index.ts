export { CredentialUsage } from './application/credential-usage.js';
export { type TokenOrder, TokensService } from './application/tokens.service.js';
export { looksLikeApiToken, maskedApiToken, newApiToken } from './domain/api-token-format.js';
export { type ApiTokenListing } from './domain/api-token.repository.js';
export { TokensModule } from './tokens.module.js';
