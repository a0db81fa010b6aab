import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { LinkCounts1764000000016 } from '../../../migrations/1764000000016-link-counts.js';
import { MIGRATIONS } from '../../../migrations/index.js';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { migrate } from '../../../src/database/migrate.js';
import { TestDatabase, testDatabase } from '../../support/database.js';

describe('migrations', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });

  afterAll(() => database.drop());

  test('go down to nothing and up again', async () => {
    const dataSource = await new DataSource(dataSourceOptions(database.url)).initialize();
    for (let left = MIGRATIONS.length; left > 0; left -= 1) await dataSource.undoLastMigration();
    const left = await dataSource.query(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'",
    );
    await dataSource.destroy();
    expect(left).toEqual([]);
    await expect(migrate(database.url)).resolves.toHaveLength(MIGRATIONS.length);
  });

  test('carry what links have counted over, and back', async () => {
    const dataSource = await new DataSource(dataSourceOptions(database.url)).initialize();
    const undo = async (): Promise<void> => {
      for (const _ of MIGRATIONS.slice(MIGRATIONS.indexOf(LinkCounts1764000000016)))
        await dataSource.undoLastMigration();
    };
    const [organization, workspace, domain, link] = Array.from({ length: 4 }, () => randomUUID());
    await undo();
    await dataSource.query(`
      INSERT INTO organizations (id, name, plan, created_at) VALUES ('${organization}', 'Bikes', 'free', now());
      INSERT INTO workspaces (id, organization_id, name, created_at) VALUES ('${workspace}', '${organization}', 'B', now());
      INSERT INTO domains (id, hostname, status, routing_status, created_at)
        VALUES ('${domain}', 'hbk.example', 'verified', 'ok', now());
      INSERT INTO short_urls (id, workspace_id, domain_id, slug, destination_url, redirect_type, created_at, updated_at,
          archived, clicks, human_clicks, qr_scans)
        VALUES ('${link}', '${workspace}', '${domain}', 'a', 'https://e.example/', 302, now(), now(), true, 5000000000, 4, 3)`);
    const counts = { clicks: '5000000000', human_clicks: '4', qr_scans: '3' };
    await migrate(database.url);
    expect(await dataSource.query('SELECT * FROM short_url_clicks')).toEqual([
      { id: link, workspace_id: workspace, archived: true, ...counts },
    ]);
    await undo();
    expect(await dataSource.query('SELECT clicks, human_clicks, qr_scans FROM short_urls')).toEqual([counts]);
    await migrate(database.url);
    await dataSource.query('DELETE FROM short_urls');
    await dataSource.destroy();
  });

  test('run once when ten instances start together', async () => {
    const dataSource = await new DataSource(dataSourceOptions(database.url)).initialize();
    for (let left = MIGRATIONS.length; left > 0; left -= 1) await dataSource.undoLastMigration();
    await dataSource.destroy();
    const done = await Promise.all(Array.from({ length: 10 }, () => migrate(database.url)));
    expect(done.filter((names) => names.length > 0)).toHaveLength(1);
  });
});
