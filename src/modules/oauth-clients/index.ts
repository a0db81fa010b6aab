export { OAuthClientsService } from './application/oauth-clients.service.js';
export { type ClientInput, LONGEST_ACCESS_SECONDS, newClientDetails } from './domain/client-details.js';
export { type ClientListing } from './domain/oauth-client.repository.js';
export { OAuthClient } from './domain/oauth-client.js';
export { RedirectUri } from './domain/redirect-uri.js';
export { OauthClientsModule } from './oauth-clients.module.js';
export { RegisterClientDto, UpdateClientDto } from './presentation/oauth-client.dto.js';
