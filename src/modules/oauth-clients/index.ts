export { ClientSecretsService } from './application/client-secrets.service.js';
export { OAuthClientsService } from './application/oauth-clients.service.js';
export { type ClientInput, LONGEST_ACCESS_SECONDS, newClientDetails } from './domain/client-details.js';
export { ClientSecret, USUAL_OVERLAP_HOURS } from './domain/client-secret.js';
export { type ClientListing } from './domain/oauth-client.repository.js';
export { OAuthClient } from './domain/oauth-client.js';
export { RedirectUri } from './domain/redirect-uri.js';
export { OauthClientsModule } from './oauth-clients.module.js';
export { RegisterClientDto, UpdateClientDto } from './presentation/oauth-client.dto.js';
