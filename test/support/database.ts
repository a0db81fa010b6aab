import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { MIGRATIONS } from '../../migrations/index.js';
import { migrate } from '../../src/database/migrate.js';

export interface TestDatabase {
  url: string;
  /** Runs one statement, for what no public way brings about. */
  query<Row extends pg.QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 4_402_617;
const template = `template_${createHash('sha256')
  .update(MIGRATIONS.map((it) => it.toString()).join())
  .digest('hex')
  .slice(0, 12)}`;

/** An empty, migrated database of one's own: a clone of a template that the first caller makes. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(async (server) => {
    await server.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const made = await server.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (made.rowCount === 0) {
      await server.query(`DROP DATABASE IF EXISTS ${template}_new`);
      await server.query(`CREATE DATABASE ${template}_new`);
      await migrate(urlOf(`${template}_new`));
      await server.query(`ALTER DATABASE ${template}_new RENAME TO ${template}`);
    }
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: urlOf(name),
    query: async (sql, parameters) => {
      const client = new pg.Client(urlOf(name));
      await client.connect();
      try {
        return (await client.query(sql, parameters)).rows;
      } finally {
        await client.end();
      }
    },
    drop: () =>
      onServer(async (server) => {
        await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

function urlOf(database: string): string {
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer(work: (server: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(urlOf('postgres'));
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
