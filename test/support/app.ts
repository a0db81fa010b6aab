import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { createApp } from '../../src/app.js';
import { Extensions } from '../../src/app.module.js';
import { Clock } from '../../src/common/domain/clock.js';
import { ClickDrain } from '../../src/modules/clicks/index.js';
import { FakeClock } from '../fakes/fake-clock.js';
import { ContractWatch } from './contract-watch.js';
import { TestDatabase, testDatabase } from './database.js';
import { SecretsOnTheWire } from './secrets-on-the-wire.js';

export const PUBLIC_URL = 'http://localhost:3000';

export interface TestApp {
  app: NestExpressApplication;
  /** For supertest: `request(server)`. */
  server: Server;
  database: TestDatabase;
  /** The application's time; it starts at the real one. */
  clock: FakeClock;
  /** Resolves when every click is counted that was answered before. */
  clicksCounted(): Promise<void>;
  /**
   * Fails when the log, at its most talkative level, holds one of the secrets that went over the wire, and when an answer
   * was not as the committed OpenAPI document has it.
   */
  close(): Promise<void>;
}

export interface TestOptions {
  environment?: Record<string, string>;
  extensions?: Extensions;
  port?: number;
  /** A running application whose database this one shares, to be closed before that one. */
  beside?: TestApp;
}

/** The whole application, on a database of its own unless it stands beside another. */
export async function startApp(options: TestOptions = {}): Promise<TestApp> {
  const database = options.beside?.database ?? (await testDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-app-'));
  const clock = new FakeClock(new Date());
  const log: string[] = [];
  const app = await createApp({
    log: { write: (line) => log.push(line) },
    environment: {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PUBLIC_URL,
      LOG_LEVEL: 'trace',
      ...options.environment,
    },
    extensions: {
      ...options.extensions,
      providers: [{ provide: Clock, useValue: clock }, ...(options.extensions?.providers ?? [])],
    },
  });
  const secrets = new SecretsOnTheWire(app.getHttpServer());
  const contract = new ContractWatch(app.getHttpServer());
  await app.listen(options.port ?? 0, '127.0.0.1');
  return {
    app,
    server: app.getHttpServer(),
    database,
    clock,
    clicksCounted: () => app.get(ClickDrain).run(),
    close: async () => {
      await app.close();
      if (!options.beside) await database.drop();
      await rm(dataDir, { recursive: true, force: true });
      secrets.requireAbsenceFrom(log.join(''));
      contract.requireKept();
    },
  };
}

/** For supertest: an application's own server, or where a started one is. */
export type Target = Server | string;

export type Agent = ReturnType<typeof request.agent>;

export const PASSWORD = 'correct horse battery';

export interface Person {
  /** Keeps the session cookie; requests go out as this person. */
  agent: Agent;
  email: string;
  userId: string;
  organizationId: string;
  defaultWorkspaceId: string;
}

let people = 0;

/** A new organization with its owner, signed in. */
export async function registerOwner(server: Target, organization = 'Harbour Bikes'): Promise<Person> {
  const email = `owner${(people += 1)}@example.com`;
  const agent = request.agent(server);
  const { body } = await agent
    .post('/api/1.0/auth/register')
    .send({ name: 'Sam Harbour', email, password: PASSWORD, organization_name: organization })
    .expect(201);
  return personOf(agent, email, body.data);
}

/** A member of the owner's organization, signed in. */
export async function addMember(
  server: Target,
  owner: Person,
  member: { role?: string; workspace_ids?: string[]; permissions?: string[] } = {},
): Promise<Person> {
  const email = `member${(people += 1)}@example.com`;
  await owner.agent
    .post('/api/1.0/members')
    .send({ name: 'Mia Member', email, password: PASSWORD, role: 'member', ...member })
    .expect(201);
  return signIn(server, email);
}

export async function signIn(server: Target, email: string, password = PASSWORD): Promise<Person> {
  const agent = request.agent(server);
  const { body } = await agent.post('/api/1.0/auth/login').send({ email, password }).expect(200);
  return personOf(agent, email, body.data);
}

/** An API token of the person, bound to their active view. */
export async function generateToken(person: Person, order: Record<string, unknown> = {}): Promise<string> {
  const { body } = await person.agent
    .post('/api/1.0/tokens')
    .send({ password: PASSWORD, ...order })
    .expect(201);
  return body.data.token as string;
}

export async function createWorkspace(person: Person, name: string): Promise<string> {
  const { body } = await person.agent.post('/api/1.0/workspaces').send({ name }).expect(201);
  return body.data.id as string;
}

export const activate = async (person: Person, workspaceId: string): Promise<void> => {
  await person.agent.put('/api/1.0/auth/session/active-workspace').send({ workspace_id: workspaceId }).expect(200);
};

/** Free plans allow ten requests a minute: most tests need more. */
export const upgrade = async (
  { database }: Pick<TestApp, 'database'>,
  person: Person,
  plan = 'enterprise',
): Promise<void> => {
  await database.query('UPDATE organizations SET plan = $1 WHERE id = $2', [plan, person.organizationId]);
};

const personOf = (
  agent: Agent,
  email: string,
  session: { user: { id: string }; organization: { id: string }; workspaces: { id: string; is_default: boolean }[] },
): Person => ({
  agent,
  email,
  userId: session.user.id,
  organizationId: session.organization.id,
  defaultWorkspaceId: session.workspaces.find(({ is_default }) => is_default)?.id ?? '',
});
