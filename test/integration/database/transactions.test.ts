import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '../../../src/database/database.js';
import { TestDatabase, testDatabase } from '../../support/database.js';

describe('transactions', () => {
  let testing: TestDatabase;
  let dataSource: DataSource;
  let database: Database;

  const transactionId = async (): Promise<string> => {
    const [row]: { id: string }[] = await database.manager.query('SELECT pg_current_xact_id() AS id');
    return row?.id ?? '';
  };

  beforeAll(async () => {
    testing = await testDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: testing.url }).initialize();
    database = new Database(dataSource);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await testing.drop();
  });

  test('go on as what they are while others begin and end', async () => {
    let endFirst = (): void => undefined;
    const gate = new Promise<void>((resolve) => (endFirst = resolve));
    const first = database.run(async () => {
      const before = await transactionId();
      await gate;
      return [before, await transactionId()];
    });
    await database.run(transactionId);
    endFirst();
    const [before, after] = await first;
    expect(after).toBe(before);
  });

  test('are over when they have ended, also for whoever was begun in them', async () => {
    let late: Promise<string> | undefined;
    const inside = await database.run(async () => {
      const ended = new Promise<void>((resolve) => {
        database.afterCommit(resolve);
      });
      late = ended.then(() => transactionId());
      return transactionId();
    });
    expect(await late).not.toBe(inside);
  });
});
