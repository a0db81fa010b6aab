import { ScopeSet } from '../../src/common/domain/access/scope.js';
import { newId } from '../../src/common/domain/id.js';
import { Configuration } from '../../src/config/configuration.js';
import { readEnvironment } from '../../src/config/environment.js';
import { AuthorizationCodeGrant } from '../../src/modules/oauth/application/authorization-code.grant.js';
import { ClientAuthentication } from '../../src/modules/oauth/application/client-authentication.js';
import { GrantHolder } from '../../src/modules/oauth/application/grant-holder.js';
import { GrantRevocation } from '../../src/modules/oauth/application/grant-revocation.js';
import { RefreshTokenGrant } from '../../src/modules/oauth/application/refresh-token.grant.js';
import { SigningKeyBox } from '../../src/modules/oauth/application/signing-key-box.js';
import { SigningKeys } from '../../src/modules/oauth/application/signing-keys.js';
import { TokenExchangeService } from '../../src/modules/oauth/application/token-exchange.service.js';
import { IssuedTokens, TokenIssuer } from '../../src/modules/oauth/application/token-issuer.js';
import { AccessTokenClaims } from '../../src/modules/oauth/domain/access-token-format.js';
import { AuthorizationCode } from '../../src/modules/oauth/domain/authorization-code.js';
import { Grant } from '../../src/modules/oauth/domain/grant.js';
import {
  ClientInput,
  newClientDetails,
  OAuthClient,
  OAuthClientsService,
} from '../../src/modules/oauth-clients/index.js';
import { ActiveMembership } from '../../src/modules/workspaces/index.js';
import { InMemoryAccounts } from './in-memory-accounts.js';
import { InMemoryGrantRepository } from './in-memory-grant.repository.js';
import { InMemoryOAuthClientRepository } from './in-memory-oauth-client.repository.js';
import { InMemorySigningKeyRepository } from './in-memory-signing-key.repository.js';
import { NoLiveAccessTokens } from './no-live-access-tokens.js';
import { ReadableAccessTokenFormat } from './readable-access-token-format.js';

export const REDIRECT_URI = 'https://app.example/cb';
/** Making a key takes longer than everything else, so all tests of a file sign with one. */
const signingKeys = new InMemorySigningKeyRepository();
const environment = readEnvironment({ PUBLIC_URL: 'https://trimlink.example' });
const configuration = new Configuration(environment, ['x'.repeat(32)], '');

/** The real services of the token endpoint, with nothing beneath them but memory, and one user who approves. */
export class InMemoryTokenEndpoint {
  readonly clientRepository: InMemoryOAuthClientRepository;
  readonly grants = new InMemoryGrantRepository();
  readonly codeGrant: AuthorizationCodeGrant;
  readonly refreshGrant: RefreshTokenGrant;
  readonly authentication: ClientAuthentication;
  readonly service: TokenExchangeService;

  private constructor(
    readonly accounts: InMemoryAccounts,
    readonly user: ActiveMembership,
    keys: SigningKeys,
  ) {
    const { audit, events, unitOfWork, changes, clock, throttle } = accounts;
    this.clientRepository = new InMemoryOAuthClientRepository(unitOfWork);
    const clients = new OAuthClientsService(this.clientRepository, audit, events, unitOfWork, changes, clock);
    const holder = new GrantHolder(accounts.workspaces);
    const issuer = new TokenIssuer(this.grants, keys, new ReadableAccessTokenFormat(), configuration);
    const revocation = new GrantRevocation(this.grants, new NoLiveAccessTokens(), audit, events, clock);
    const ofGrants = [this.grants, holder, issuer, revocation, unitOfWork, changes, clock] as const;
    this.codeGrant = new AuthorizationCodeGrant(...ofGrants);
    this.refreshGrant = new RefreshTokenGrant(...ofGrants);
    this.authentication = new ClientAuthentication(clients, throttle, clock);
    this.service = new TokenExchangeService(this.codeGrant, this.refreshGrant, this.authentication, configuration);
  }

  static async open(): Promise<InMemoryTokenEndpoint> {
    const accounts = new InMemoryAccounts();
    const keys = new SigningKeys(signingKeys, new SigningKeyBox(configuration), accounts.clock);
    await keys.onModuleInit();
    return new InMemoryTokenEndpoint(accounts, await accounts.owner(), keys);
  }

  /** A registered application, with its secret where it is confidential. */
  async client(input: ClientInput = {}): Promise<[OAuthClient, string | undefined]> {
    const details = newClientDetails({
      name: 'App',
      link: 'https://app.example',
      redirectUri: REDIRECT_URI,
      accessTokenLifetimeSeconds: 3600,
      ...input,
    });
    const origin = { organizationId: 'publisher', workspaceId: null, createdBy: 'author' };
    const registered = OAuthClient.register(origin, details, this.accounts.clock.now());
    await this.clientRepository.add(registered[0]);
    return registered;
  }

  /** What the consent page leaves: a grant and a code of ten minutes. */
  async approve(
    client: OAuthClient,
    more: { scopes?: ScopeSet; requestedScope?: string; codeChallenge?: string; workspaceId?: string } = {},
  ): Promise<{ grant: Grant; code: string }> {
    const { scopes = client.scopes, requestedScope = null, codeChallenge = null, workspaceId = null } = more;
    const now = this.accounts.clock.now();
    const { userId, organizationId } = this.user.access;
    const grant = Grant.approve({ id: newId(), clientId: client.id, userId, organizationId, workspaceId, scopes }, now);
    const [stored, code] = AuthorizationCode.issue({
      grantId: grant.id,
      redirectUri: REDIRECT_URI,
      requestedScope,
      codeChallenge,
      expiresAt: new Date(now.getTime() + 600_000),
    });
    await this.grants.add(grant, stored);
    return { grant, code };
  }

  claimsOf({ accessToken }: IssuedTokens): AccessTokenClaims {
    return (JSON.parse(accessToken) as { claims: AccessTokenClaims }).claims;
  }
}
