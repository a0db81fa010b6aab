import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { newId } from '../../../src/common/domain/id.js';
import { RootLogger } from '../../../src/common/logging/root-logger.js';
import { Configuration } from '../../../src/config/configuration.js';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { PostgresChanges } from '../../../src/database/postgres-changes.js';
import { TestDatabase, testDatabase } from '../../support/database.js';

const [ORGANIZATION, USER, WORKSPACE, GROUP, CLIENT, GRANT, ACCESS_TOKEN, API_TOKEN] = Array.from({ length: 8 }, newId);

/** One row of everything that a credential stands on. */
const ROWS = `
  INSERT INTO organizations VALUES ('${ORGANIZATION}', 'Harbour Bikes', 'pro', NULL, now());
  INSERT INTO users (id, name, email, password_hash, created_at, updated_at)
    VALUES ('${USER}', 'Sam', 'sam@example.com', '', now(), now());
  INSERT INTO workspaces (id, organization_id, name, created_at) VALUES ('${WORKSPACE}', '${ORGANIZATION}', 'Main', now());
  INSERT INTO members (user_id, organization_id, role, status, created_at)
    VALUES ('${USER}', '${ORGANIZATION}', 'member', 'active', now());
  INSERT INTO groups (id, organization_id, name, created_at) VALUES ('${GROUP}', '${ORGANIZATION}', 'Editors', now());
  INSERT INTO oauth_clients VALUES ('${CLIENT}', '${ORGANIZATION}', NULL, NULL, 'Acme', '', '', '{}', true, '{*}', false,
    60, now(), now());
  INSERT INTO oauth_grants VALUES ('${GRANT}', '${CLIENT}', '${ORGANIZATION}', '${USER}', NULL, '{*}', now(), now());
  INSERT INTO oauth_access_tokens VALUES ('${ACCESS_TOKEN}', '${GRANT}', '{*}', now(), now());
  INSERT INTO api_tokens VALUES ('${API_TOKEN}', '${ORGANIZATION}', '${USER}', NULL, '', '', '', '{*}', now(), now());`;

describe('changes of access', () => {
  let database: TestDatabase;
  let connection: pg.Client;
  let changes: PostgresChanges;
  let heard: (string | undefined)[];

  const listen = async (): Promise<PostgresChanges> => {
    const it = new PostgresChanges(
      { databaseUrl: database.url } as Configuration,
      new RootLogger(pino({ level: 'silent' })),
    );
    await it.onModuleInit();
    return it;
  };

  beforeAll(async () => {
    database = await testDatabase();
    connection = new pg.Client(database.url);
    await connection.connect();
    await connection.query(ROWS);
    changes = await listen();
    changes.onChange('access_changed', (subjectId) => heard.push(subjectId));
  });

  afterAll(async () => {
    await changes.beforeApplicationShutdown();
    await connection.end();
    await database.drop();
  });

  test.each([
    ['a member is demoted', "UPDATE members SET role = 'admin'", USER],
    ['a member is suspended', "UPDATE members SET status = 'suspended'", USER],
    ['a direct grant changes', "UPDATE members SET permissions = '{links.create}'", USER],
    ['a workspace is given', `INSERT INTO member_workspaces VALUES ('${USER}', '${WORKSPACE}')`, USER],
    ['a workspace is taken', 'DELETE FROM member_workspaces', USER],
    ['a group is joined', `INSERT INTO group_members VALUES ('${GROUP}', '${USER}')`, USER],
    ['a group is left', 'DELETE FROM group_members', USER],
    ['a group is assigned', `INSERT INTO group_workspaces VALUES ('${GROUP}', '${WORKSPACE}')`, ORGANIZATION],
    ['a group is taken off', 'DELETE FROM group_workspaces', ORGANIZATION],
    ["a group's permissions change", "UPDATE groups SET permissions = '{links.create}'", ORGANIZATION],
    ['a group is deleted', 'DELETE FROM groups', ORGANIZATION],
    ['a workspace is deleted', 'UPDATE workspaces SET deleted_at = now()', ORGANIZATION],
    ['the plan changes', "UPDATE organizations SET plan = 'free'", ORGANIZATION],
    ['a user changes', "UPDATE users SET timezone = 'Asia/Kolkata'", USER],
    ["an application's scopes are narrowed", "UPDATE oauth_clients SET scopes = '{users:read}'", CLIENT],
    ['an access token is ended', 'UPDATE oauth_access_tokens SET revoked_at = now()', ACCESS_TOKEN],
    ['a grant is revoked', 'UPDATE oauth_grants SET revoked_at = now()', GRANT],
    ['an API token is deleted', 'DELETE FROM api_tokens', API_TOKEN],
    ['an application is deleted', 'DELETE FROM oauth_clients', CLIENT],
    ['a member is removed', 'DELETE FROM members', USER],
  ])('are heard when %s', async (_what, statement, subjectId) => {
    heard = [];
    await connection.query(statement);
    await changes.settled();
    expect(heard).toEqual([subjectId]);
  });

  test('are heard at the commit, not before', async () => {
    heard = [];
    await connection.query(`BEGIN; UPDATE organizations SET plan = 'pro'`);
    await changes.settled();
    expect(heard).toEqual([]);
    await connection.query('COMMIT');
    await changes.settled();
    expect(heard).toEqual([ORGANIZATION]);
  });

  test('say nothing of the workspace that a person looks at, nor of what is used', async () => {
    heard = [];
    await connection.query("UPDATE members SET last_workspace = 'all'");
    await connection.query("UPDATE oauth_clients SET name = 'Acme Corp'");
    await changes.settled();
    expect(heard).toEqual([]);
  });

  test('may have been missed when the connection is lost, and are heard again afterwards', async () => {
    heard = [];
    const answered = changes.settled();
    await connection.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await waitUntil(() => Promise.resolve(heard.length > 0));
    expect(heard).toEqual([undefined]);
    expect(changes.isHeard).toBe(false);
    await answered;
    await changes.settled();

    await waitUntil(() => Promise.resolve(changes.isHeard));
    heard = [];
    await connection.query("UPDATE organizations SET plan = 'free'");
    await changes.settled();
    expect(heard).toEqual([ORGANIZATION]);
  });
});
