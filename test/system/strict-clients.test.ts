import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { auth, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import type { OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import express from 'express';
import session from 'express-session';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import passport from 'passport';
import { Strategy } from 'passport-oauth2';
import { AuthorizationCode } from 'simple-oauth2';
import request from 'supertest';
import { Person, registerOwner } from '../support/app.js';
import { TestDatabase, testDatabase } from '../support/database.js';
import { Application, decide, registerApplication } from '../support/oauth.js';
import { ServerProcess, ServerProcesses } from '../support/server-process.js';

jest.setTimeout(120_000);

const CALLBACK = 'https://acme.example/auth/callback';
const LIST = '/api/1.0/short-urls/list-all-short-urls';

/** Well-known clients, as strict as they come, against a started server. */
describe('an OAuth client of', () => {
  const processes = new ServerProcesses();
  let dataDir: string;
  let database: TestDatabase;
  let server: ServerProcess;
  let owner: Person;
  let confidential: Application;
  let publicApplication: Application;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'trimlink-clients-'));
    database = await testDatabase();
    server = await processes.start({ environment: { DATABASE_URL: database.url, DATA_DIR: dataDir } });
    await server.ready();
    owner = await registerOwner(server.url);
    await database.query("UPDATE organizations SET plan = 'enterprise'");
    confidential = await registerApplication(owner);
    publicApplication = await registerApplication(owner, { confidential: false });
  });

  afterAll(async () => {
    await processes.remove();
    await database.drop();
    await rm(dataDir, { recursive: true });
  });

  /** What the user's browser does with the address that a client sends it to; the page is shown each time. */
  const approve = (address: URL): Promise<URL> =>
    decide(owner.agent, `${address.pathname}${address.search}&prompt=consent`, 'authorize');

  const answerTo = async (token: string): Promise<number> => {
    const { status } = await fetch(server.url + LIST, { headers: { Authorization: `Bearer ${token}` } });
    return status;
  };

  describe('oauth4webapi', () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    let metadata: oauth.AuthorizationServer;

    beforeAll(async () => {
      const issuer = new URL(server.url);
      const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
      metadata = await oauth.processDiscoveryResponse(issuer, response);
    });

    const redeem = async (
      client: oauth.Client,
      authentication: oauth.ClientAuth,
    ): Promise<oauth.TokenEndpointResponse> => {
      const verifier = oauth.generateRandomCodeVerifier();
      const state = oauth.generateRandomState();
      const address = new URL(metadata.authorization_endpoint!);
      address.search = new URLSearchParams({
        client_id: client.client_id,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: '*',
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString();
      const callback = oauth.validateAuthResponse(metadata, client, await approve(address), state);
      const response = await oauth.authorizationCodeGrantRequest(
        metadata,
        client,
        authentication,
        callback,
        CALLBACK,
        verifier,
        insecure,
      );
      return oauth.processAuthorizationCodeResponse(metadata, client, response);
    };

    const refresh = async (
      client: oauth.Client,
      authentication: oauth.ClientAuth,
      token: string,
    ): Promise<oauth.TokenEndpointResponse> => {
      const response = await oauth.refreshTokenGrantRequest(metadata, client, authentication, token, insecure);
      return oauth.processRefreshTokenResponse(metadata, client, response);
    };

    test.each([
      ['in the header', (secret: string) => oauth.ClientSecretBasic(secret)],
      ['in the body', (secret: string) => oauth.ClientSecretPost(secret)],
    ])('confidential, with its secret %s: discovery, PKCE, JWT, refresh, introspect, revoke', async (_where, prove) => {
      const client = { client_id: confidential.clientId };
      const authentication = prove(confidential.clientSecret);
      const first = await redeem(client, authentication);
      const second = await refresh(client, authentication, first.refresh_token!);
      expect(await answerTo(first.access_token)).toBe(401);

      const call = new Request(server.url + LIST, { headers: { Authorization: `Bearer ${second.access_token}` } });
      const claims = await oauth.validateJwtAccessToken(metadata, call, `${server.url}/api/1.0`, insecure);
      expect(claims).toMatchObject({ sub: owner.userId, client_id: confidential.clientId, scope: '*' });

      const introspect = async (token: string): Promise<oauth.IntrospectionResponse> => {
        const response = await oauth.introspectionRequest(metadata, client, authentication, token, insecure);
        return oauth.processIntrospectionResponse(metadata, client, response);
      };
      expect(await introspect(second.access_token)).toMatchObject({ active: true, jti: claims.jti, sub: claims.sub });

      const response = await oauth.revocationRequest(metadata, client, authentication, second.refresh_token!, insecure);
      await oauth.processRevocationResponse(response);
      expect(await introspect(second.access_token)).toEqual({ active: false });
      expect(await answerTo(second.access_token)).toBe(401);
    });

    test('public: PKCE, refresh, revoke', async () => {
      const client = { client_id: publicApplication.clientId };
      const first = await redeem(client, oauth.None());
      const second = await refresh(client, oauth.None(), first.refresh_token!);
      expect(await answerTo(second.access_token)).toBe(200);
      const response = await oauth.revocationRequest(metadata, client, oauth.None(), second.access_token, insecure);
      await oauth.processRevocationResponse(response);
      expect(await answerTo(second.access_token)).toBe(401);
    });

    test('is told by an error what is wrong with its secret', async () => {
      const client = { client_id: confidential.clientId };
      await expect(refresh(client, oauth.ClientSecretBasic('wrong'), 'none')).rejects.toThrow(
        oauth.WWWAuthenticateChallengeError,
      );
    });
  });

  test('openid-client: discovery, PKCE, refresh, introspect, revoke', async () => {
    const { clientId, clientSecret } = confidential;
    const client = await openid.discovery(new URL(server.url), clientId, clientSecret, undefined, {
      algorithm: 'oauth2',
      execute: [openid.allowInsecureRequests],
    });
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = openid.randomState();
    const address = openid.buildAuthorizationUrl(client, {
      redirect_uri: CALLBACK,
      scope: '*',
      state: expectedState,
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const first = await openid.authorizationCodeGrant(client, await approve(address), {
      pkceCodeVerifier,
      expectedState,
    });
    const second = await openid.refreshTokenGrant(client, first.refresh_token!);
    expect(await openid.tokenIntrospection(client, second.access_token)).toMatchObject({ active: true });
    await openid.tokenRevocation(client, second.refresh_token!);
    expect(await openid.tokenIntrospection(client, second.access_token)).toEqual({ active: false });
  });

  test.each(['header', 'body'] as const)('simple-oauth2, with its secret in the %s', async (authorizationMethod) => {
    const { clientId, clientSecret } = confidential;
    const client = new AuthorizationCode({
      client: { id: clientId, secret: clientSecret },
      auth: {
        tokenHost: server.url,
        tokenPath: '/api/oauth/token',
        revokePath: '/api/oauth/revoke',
        authorizePath: '/app/authorize',
      },
      options: { authorizationMethod },
    });
    const address = client.authorizeURL({ redirect_uri: CALLBACK, scope: '*', state: 'x' });
    const callback = await approve(new URL(address));
    const first = await client.getToken({ redirect_uri: CALLBACK, code: callback.searchParams.get('code')! });
    const second = await first.refresh();
    expect(await answerTo(second.token['access_token'] as string)).toBe(200);
    await second.revokeAll();
    expect(await answerTo(second.token['access_token'] as string)).toBe(401);
  });

  test('passport-oauth2, with PKCE and state', async () => {
    const site = express();
    const listening = createServer(site).listen(0, '127.0.0.1');
    await new Promise((resolve) => listening.once('listening', resolve));
    const callbackURL = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/callback`;
    const { clientId, clientSecret } = await registerApplication(owner, { redirect_uri: callbackURL });
    const options = {
      authorizationURL: `${server.url}/app/authorize`,
      tokenURL: `${server.url}/api/oauth/token`,
      clientID: clientId,
      clientSecret,
      callbackURL,
      scope: ['*'],
      state: true,
      pkce: true,
    };
    const strategy = new Strategy(
      options,
      (accessToken: string, _refreshToken: string, _profile: object, done: (error: null, user: object) => void) => {
        done(null, { accessToken });
      },
    );
    site.use(session({ secret: 'of this site alone', resave: false, saveUninitialized: true }));
    const signIn = passport.authenticate(strategy, { session: false }) as express.RequestHandler;
    site.get('/sign-in', signIn);
    site.get('/callback', signIn, (visit, response) => {
      response.json(visit.user);
    });

    const browser = request.agent(listening);
    const { headers } = await browser.get('/sign-in').expect(302);
    const callback = await approve(new URL(headers['location'] as string));
    const { body } = await browser.get(`${callback.pathname}${callback.search}`).expect(200);
    expect(await answerTo((body as { accessToken: string }).accessToken)).toBe(200);
    await new Promise((resolve) => listening.close(resolve));
  });

  test('the Model Context Protocol: finds everything from the protected resource on', async () => {
    const provider = new McpApplication(publicApplication.clientId);
    const serverUrl = `${server.url}/api/1.0`;
    await expect(auth(provider, { serverUrl })).resolves.toBe('REDIRECT');
    const authorizationCode = (await approve(provider.sentTo!)).searchParams.get('code')!;
    await expect(auth(provider, { serverUrl, authorizationCode })).resolves.toBe('AUTHORIZED');
    const first = provider.tokens()!;
    expect(await answerTo(first.access_token)).toBe(200);
    await expect(auth(provider, { serverUrl })).resolves.toBe('AUTHORIZED');
    expect(await answerTo(first.access_token)).toBe(401);
    expect(await answerTo(provider.tokens()!.access_token)).toBe(200);
  });
});

class McpApplication implements OAuthClientProvider {
  readonly redirectUrl = CALLBACK;
  readonly clientMetadata = { redirect_uris: [CALLBACK], client_name: 'Acme Corp Integration' };
  sentTo: URL | undefined;
  private verifier = '';
  private issued: OAuthTokens | undefined;

  constructor(private readonly clientId: string) {}

  clientInformation() {
    return { client_id: this.clientId };
  }

  tokens(): OAuthTokens | undefined {
    return this.issued;
  }

  saveTokens(tokens: OAuthTokens): void {
    this.issued = tokens;
  }

  redirectToAuthorization(address: URL): void {
    this.sentTo = address;
  }

  saveCodeVerifier(verifier: string): void {
    this.verifier = verifier;
  }

  codeVerifier(): string {
    return this.verifier;
  }
}
