import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
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

  test('run once when ten instances start together', async () => {
    const dataSource = await new DataSource(dataSourceOptions(database.url)).initialize();
    for (let left = MIGRATIONS.length; left > 0; left -= 1) await dataSource.undoLastMigration();
    await dataSource.destroy();
    const done = await Promise.all(Array.from({ length: 10 }, () => migrate(database.url)));
    expect(done.filter((names) => names.length > 0)).toHaveLength(1);
  });
});
