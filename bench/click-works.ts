import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AppModule } from '../src/app.module.js';
import { createLogger, NestLogger } from '../src/common/logging/logger.js';
import { RootLogger } from '../src/common/logging/root-logger.js';
import { readEnvironment } from '../src/config/environment.js';
import { migrate } from '../src/database/migrate.js';
import { openInstallation } from '../src/installation.js';
import { PinnedServer, pinLoad } from './pinned.js';

/**
 * The product without its HTTP server on one core, and PostgreSQL on the other, with links that clicks can be made on.
 * Nothing runs by itself.
 */
export async function openClickWorks(links: number, workspaces: number) {
  pinLoad();
  const postgres = await PinnedServer.start<{ url: string }>('postgres');
  const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-bench-'));
  const environment = { DATA_DIR: dataDir, DATABASE_URL: postgres.ready.url };
  const installation = await openInstallation(readEnvironment(environment), console.error);
  await migrate(postgres.ready.url);
  const logger = new RootLogger(createLogger('silent'));
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(installation.configuration, logger), {
    logger: new NestLogger(logger.pino),
    abortOnError: false,
  });
  const database = app.get(DataSource);
  await database.query(MAKE_LINKS, [workspaces, links]);
  await database.query('ANALYZE');
  const rows: { id: string }[] = await database.query('SELECT id FROM short_urls ORDER BY slug');
  return {
    ...{ app, database, postgres, linkIds: rows.map(({ id }) => id) },
    /** Without the server's limit of time for a statement. */
    patiently: async (work: (patient: DataSource) => Promise<void>): Promise<void> => {
      const patient = await new DataSource({ ...database.options, extra: {} }).initialize();
      await work(patient).finally(() => patient.destroy());
    },
    close: async (): Promise<void> => {
      await app.close();
      await installation.close();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type ClickWorks = Awaited<ReturnType<typeof openClickWorks>>;

/** Each workspace has a domain of its own and as many links as any other. */
const MAKE_LINKS = `
  WITH organization AS (
    INSERT INTO organizations (id, name, plan, created_at) VALUES (gen_random_uuid(), 'Bench', 'pro', now()) RETURNING id
  ), places AS (
    SELECT n, gen_random_uuid() AS workspace, gen_random_uuid() AS domain FROM generate_series(1, $1::int) AS n
  ), workspaces AS (
    INSERT INTO workspaces (id, organization_id, name, created_at)
    SELECT workspace, organization.id, 'Workspace ' || n, now() FROM places, organization
  ), domains AS (
    INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at)
    SELECT domain, 'go' || n || '.example', organization.id, workspace, 'verified', 'ok', now() FROM places, organization
  )
  INSERT INTO short_urls (id, workspace_id, domain_id, slug, destination_url, redirect_type, created_at, updated_at)
  SELECT gen_random_uuid(), workspace, domain, md5(link::text), 'https://shop.example.com/' || link, 302, now(), now()
  FROM generate_series(1, $2::int) AS link JOIN places ON n = 1 + link % $1::int`;
