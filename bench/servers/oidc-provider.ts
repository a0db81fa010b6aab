import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** A certified authorization server that issues the like of our tokens: RS256 access token, refresh token, no id token. */
const RESOURCE = 'https://api.example.com';
const SCOPE = 'short-urls:read short-urls:write';
const client = { id: 'bench', secret: 'only-for-this-measurement', redirectUri: 'https://acme.example/callback' };

const provider = new Provider('http://localhost', {
  clients: [
    {
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: [client.redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  jwks: {
    keys: [
      { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), alg: 'RS256' },
    ],
  },
  cookies: { keys: ['only-for-this-measurement'] },
  pkce: { required: () => false },
  issueRefreshToken: () => true,
  findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  ttl: { AccessToken: 3600, AuthorizationCode: 600, Grant: 3600, RefreshToken: 3600 },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({
        scope: SCOPE,
        audience: RESOURCE,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});

async function newCode(): Promise<string> {
  const grant = new provider.Grant({ accountId: 'sam', clientId: client.id });
  grant.addResourceScope(RESOURCE, SCOPE);
  const grantId = await grant.save();
  const found = await provider.Client.find(client.id);
  if (!found) throw new Error('The client is unknown');
  const code = new provider.AuthorizationCode({
    accountId: 'sam',
    client: found,
    grantId,
    redirectUri: client.redirectUri,
    resource: RESOURCE,
    scope: SCOPE,
    gty: 'authorization_code',
  });
  return code.save();
}

const handle = provider.callback();
const server = createServer((request, response) => void handle(request, response));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}`, client });
});
process.on('message', (number: number) => {
  void Promise.all(Array.from({ length: number }, newCode)).then((codes) => process.send?.(codes));
});
process.once('disconnect', () => process.exit(0));
