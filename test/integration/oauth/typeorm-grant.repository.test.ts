import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database } from '../../../src/database/database.js';
import { TypeormOAuthClientRepository } from '../../../src/modules/oauth-clients/infrastructure/typeorm-oauth-client.repository.js';
import { AuthorizationCode } from '../../../src/modules/oauth/domain/authorization-code.js';
import { Grant } from '../../../src/modules/oauth/domain/grant.js';
import { RefreshToken } from '../../../src/modules/oauth/domain/tokens.js';
import { TypeormAccessTokenRepository } from '../../../src/modules/oauth/infrastructure/typeorm-access-token.repository.js';
import { TypeormGrantRepository } from '../../../src/modules/oauth/infrastructure/typeorm-grant.repository.js';
import { aGrant, approved, NOW, OAuthFixture, oauthFixture, someTokens } from './oauth-fixture.js';

const AT_ONCE = 20;
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

let fixture: OAuthFixture;

beforeAll(async () => {
  fixture = await oauthFixture();
});

afterAll(() => fixture.close());

const count = async (table: string, grant: Grant): Promise<number> => {
  const [row] = await fixture.test.query<{ n: string }>(`SELECT count(*) AS n FROM ${table} WHERE grant_id = $1`, [
    grant.id,
  ]);
  return Number(row?.n);
};

const isRevoked = async (grant: Grant): Promise<boolean> => {
  const rows = await fixture.test.query('SELECT FROM oauth_grants WHERE id = $1 AND revoked_at IS NOT NULL', [
    grant.id,
  ]);
  return rows.length === 1;
};

/** As the token endpoint does it: whoever comes second ends the grant. */
const redeem = (database: Database, { codeHash }: AuthorizationCode): Promise<boolean> =>
  database.run(async () => {
    const grants = new TypeormGrantRepository(database);
    const [code, grant] = (await grants.findByCode(codeHash)) ?? [];
    if (!code || !grant) return false;
    if (await grants.consumeCode(code, NOW)) {
      await grants.addTokens(...someTokens(grant));
      return true;
    }
    await grants.revoke(grant, NOW);
    return false;
  });

const refresh = (database: Database, { tokenHash }: RefreshToken, now = later(1)): Promise<boolean> =>
  database.run(async () => {
    const grants = new TypeormGrantRepository(database);
    const [token, grant] = (await grants.findByRefreshToken(tokenHash)) ?? [];
    if (!token || !grant) return false;
    if (await grants.consumeRefreshToken(token, now)) {
      await grants.addTokens(...someTokens(grant, now));
      return true;
    }
    await grants.revoke(grant, now);
    return false;
  });

/** Turns about over both pools, all at the same time. */
const race = (attempt: (database: Database) => Promise<boolean>): Promise<boolean[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, index) => attempt(index % 2 === 0 ? fixture.one : fixture.other)));

const grants = (): TypeormGrantRepository => new TypeormGrantRepository(fixture.one);

describe('OA-04 what must not happen twice', () => {
  test('of 20 redemptions of a code at once one wins, and the others end the grant', async () => {
    const [, , grant, code] = await approved(fixture);
    const won = await race((database) => redeem(database, code));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await count('oauth_access_tokens', grant)).toBe(1);
    expect(await count('oauth_refresh_tokens', grant)).toBe(1);
    expect(await isRevoked(grant)).toBe(true);
  });

  test('of 20 uses of a refresh token at once one wins', async () => {
    const [, , grant] = await approved(fixture);
    const [accessToken, token] = someTokens(grant);
    await grants().addTokens(accessToken, token);
    const won = await race((database) => refresh(database, token));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await count('oauth_refresh_tokens', grant)).toBe(2);
    expect(await isRevoked(grant)).toBe(true);
  });

  test('OA-13 of 20 answers to a consent page at once one makes a grant', async () => {
    const [place, client] = await approved(fixture);
    const [{ id }] = aGrant(place, client);
    const won = await race((database) => {
      const [grant, code] = aGrant(place, client, id);
      return database.run(() => new TypeormGrantRepository(database).add(grant, code));
    });
    expect(won.filter(Boolean)).toHaveLength(1);
    const codes = await fixture.test.query('SELECT FROM oauth_authorization_codes WHERE grant_id = $1', [id]);
    expect(codes).toHaveLength(1);
  });

  test('an application deleted meanwhile is no error', async () => {
    const [place, client, grant, code] = await approved(fixture);
    const [accessToken, token] = someTokens(grant);
    await grants().addTokens(accessToken, token);
    await Promise.all([
      redeem(fixture.one, code),
      refresh(fixture.other, token),
      new TypeormOAuthClientRepository(fixture.other).remove(client),
      fixture.one.run(() => grants().add(...aGrant(place, client))),
    ]);
    expect(await redeem(fixture.one, code)).toBe(false);
    expect(await fixture.one.run(() => grants().add(...aGrant(place, client)))).toBe(false);
    expect(await count('oauth_access_tokens', grant)).toBe(0);
  });
});

describe('what can be used', () => {
  test('OA-03 a code until it expires', async () => {
    const [, , , code] = await approved(fixture);
    expect(await grants().consumeCode(code, later(600))).toBe(false);
    expect(await grants().consumeCode(code, later(599))).toBe(true);
  });

  test('neither code nor refresh token once the grant is revoked, which happens once', async () => {
    const [, , grant, code] = await approved(fixture);
    const [accessToken, token] = someTokens(grant);
    await grants().addTokens(accessToken, token);
    expect(await grants().revoke(grant, NOW)).toBe(true);
    expect(await grants().revoke(grant, NOW)).toBe(false);
    expect(await grants().consumeCode(code, NOW)).toBe(false);
    expect(await grants().consumeRefreshToken(token, NOW)).toBe(false);
  });

  test('OA-06 no refresh token when the grant is over', async () => {
    const [, , grant] = await approved(fixture);
    const [accessToken, token] = someTokens(grant);
    await grants().addTokens(accessToken, token);
    expect(await grants().consumeRefreshToken(token, grant.expiresAt)).toBe(false);
  });

  test('what was stored comes back the same', async () => {
    const [, , grant, code] = await approved(fixture);
    expect(await fixture.one.run(() => grants().findByCode(code.codeHash))).toEqual([code, grant]);
    const [accessToken, token] = someTokens(grant);
    await grants().addTokens(accessToken, token);
    expect(await fixture.one.run(() => grants().findByRefreshToken(token.tokenHash))).toEqual([token, grant]);
  });
});

describe('a live access token', () => {
  const live = async (id: string, now = NOW) =>
    (await new TypeormAccessTokenRepository(fixture.one).findLive(id, now))?.credential;

  test('opens what was granted', async () => {
    const [place, client, grant] = await approved(fixture);
    const [accessToken, token] = someTokens(grant);
    await grants().addTokens(accessToken, token);
    expect(await live(accessToken.id)).toEqual({
      type: 'access_token',
      id: accessToken.id,
      userId: place.userId,
      workspaceId: place.workspaceId,
      clientId: client.id,
      grantId: grant.id,
      scopes: grant.scopes,
      expiresAt: accessToken.expiresAt,
    });
    expect(await live(accessToken.id, later(3600))).toBeUndefined();
  });

  test('OA-06b is narrowed with its application, and ends when it is replaced', async () => {
    const [, client, grant] = await approved(fixture);
    const [accessToken, token] = someTokens(grant);
    await grants().addTokens(accessToken, token);
    await fixture.test.query('UPDATE oauth_clients SET scopes = $1 WHERE id = $2', [
      ['users:read', 'domains:read'],
      client.id,
    ]);
    expect((await live(accessToken.id))?.scopes.values).toEqual(['users:read']);
    await refresh(fixture.one, token, NOW);
    expect(await live(accessToken.id)).toBeUndefined();
  });

  test('BT-03 dies with its grant, its workspace and its application', async () => {
    const [place, client, grant] = await approved(fixture);
    const [accessToken, token] = someTokens(grant);
    await grants().addTokens(accessToken, token);
    const setDeleted = (at: Date | null) =>
      fixture.test.query('UPDATE workspaces SET deleted_at = $1 WHERE id = $2', [at, place.workspaceId]);
    await setDeleted(NOW);
    expect(await live(accessToken.id)).toBeUndefined();
    await setDeleted(null);
    expect(await live(accessToken.id)).toBeDefined();
    await grants().revoke(grant, NOW);
    expect(await live(accessToken.id)).toBeUndefined();
    await fixture.test.query('UPDATE oauth_grants SET revoked_at = NULL WHERE id = $1', [grant.id]);
    expect(await live(accessToken.id)).toBeDefined();
    await new TypeormOAuthClientRepository(fixture.one).remove(client);
    expect(await live(accessToken.id)).toBeUndefined();
  });
});
