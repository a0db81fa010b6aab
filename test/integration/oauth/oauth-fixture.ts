import { setImmediate } from 'node:timers/promises';
import { DataSource, MixedList, EntitySchema } from 'typeorm';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { newId } from '../../../src/common/domain/id.js';
import { Database } from '../../../src/database/database.js';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { newClientDetails, OAuthClient } from '../../../src/modules/oauth-clients/index.js';
import {
  ClientSecretSchema,
  OAuthClientSchema,
} from '../../../src/modules/oauth-clients/infrastructure/oauth-client.schema.js';
import { TypeormOAuthClientRepository } from '../../../src/modules/oauth-clients/infrastructure/typeorm-oauth-client.repository.js';
import { AuthorizationCode } from '../../../src/modules/oauth/domain/authorization-code.js';
import { Grant } from '../../../src/modules/oauth/domain/grant.js';
import { AccessToken, RefreshToken } from '../../../src/modules/oauth/domain/tokens.js';
import { ApprovalSchema } from '../../../src/modules/oauth/infrastructure/approval.schema.js';
import {
  AccessTokenSchema,
  AuthorizationCodeSchema,
  GrantSchema,
  RefreshTokenSchema,
} from '../../../src/modules/oauth/infrastructure/grant.schemas.js';
import { SigningKeySchema } from '../../../src/modules/oauth/infrastructure/signing-key.schema.js';
import { TypeormGrantRepository } from '../../../src/modules/oauth/infrastructure/typeorm-grant.repository.js';
import { TestDatabase, testDatabase } from '../../support/database.js';

export const NOW = new Date('2026-11-25T09:00:00Z');

const SCHEMAS = [
  OAuthClientSchema,
  ClientSecretSchema,
  ApprovalSchema,
  GrantSchema,
  AuthorizationCodeSchema,
  AccessTokenSchema,
  RefreshTokenSchema,
  SigningKeySchema,
] as MixedList<EntitySchema>;

export interface Place {
  organizationId: string;
  userId: string;
  workspaceId: string;
}

/** One database, and two pools of connections to it, as two processes would have. */
export interface OAuthFixture {
  test: TestDatabase;
  one: Database;
  other: Database;
  place(): Promise<Place>;
  /** Until one connection waits for another. */
  waitForLock(): Promise<void>;
  close(): Promise<void>;
}

export async function oauthFixture(): Promise<OAuthFixture> {
  const test = await testDatabase();
  const connect = (): Promise<DataSource> =>
    new DataSource({ ...dataSourceOptions(test.url), entities: SCHEMAS }).initialize();
  const sources = [await connect(), await connect()] as const;
  return {
    test,
    one: new Database(sources[0]),
    other: new Database(sources[1]),
    place: () => makePlace(test),
    waitForLock: () => waitForLock(test),
    close: async () => {
      await Promise.all(sources.map((source) => source.destroy()));
      await test.drop();
    },
  };
}

async function waitForLock(test: TestDatabase): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await test.query(waiting)).length === 0) await setImmediate();
}

async function makePlace(test: TestDatabase): Promise<Place> {
  const [organizationId, userId, workspaceId] = [newId(), newId(), newId()];
  await test.query('INSERT INTO organizations (id, name, plan, created_at) VALUES ($1, $2, $3, $4)', [
    organizationId,
    'Harbour Bikes',
    'free',
    NOW,
  ]);
  await test.query(
    'INSERT INTO users (id, name, email, password_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)',
    [userId, 'Sam', `${userId}@example.com`, '', NOW],
  );
  await test.query('INSERT INTO workspaces (id, organization_id, name, created_at) VALUES ($1, $2, $3, $4)', [
    workspaceId,
    organizationId,
    'Main',
    NOW,
  ]);
  return { organizationId, userId, workspaceId };
}

export function aClient(place: Place, now = NOW): OAuthClient {
  const { organizationId, workspaceId, userId } = place;
  const details = newClientDetails({
    name: 'Acme',
    link: 'https://acme.example',
    redirectUris: ['https://acme.example/cb', 'https://acme.example/other'],
  });
  return OAuthClient.register({ organizationId, workspaceId, createdBy: userId }, details, now)[0];
}

export function aGrant(place: Place, client: OAuthClient, id = newId()): [Grant, AuthorizationCode] {
  const { organizationId, userId, workspaceId } = place;
  const scopes = ScopeSet.of(['short-urls:read', 'users:read']);
  const grant = Grant.approve({ id, clientId: client.id, organizationId, userId, workspaceId, scopes }, NOW);
  const [code] = AuthorizationCode.issue({
    grantId: id,
    redirectUri: 'https://acme.example/cb',
    requestedScope: '*',
    codeChallenge: null,
    expiresAt: new Date(NOW.getTime() + 600_000),
  });
  return [grant, code];
}

export function someTokens(grant: Grant, now = NOW): [AccessToken, RefreshToken] {
  const accessToken = AccessToken.issue(grant, grant.scopes, 3600, now);
  return [accessToken, RefreshToken.issue(accessToken)[0]];
}

/** An application that somebody has approved. */
export async function approved(fixture: OAuthFixture): Promise<[Place, OAuthClient, Grant, AuthorizationCode]> {
  const place = await fixture.place();
  const client = aClient(place);
  const [grant, code] = aGrant(place, client);
  await new TypeormOAuthClientRepository(fixture.one).add(client);
  await fixture.one.run(() => new TypeormGrantRepository(fixture.one).add(grant, code));
  return [place, client, grant, code];
}
