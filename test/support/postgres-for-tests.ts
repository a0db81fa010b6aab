import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';

const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-tests-'));
// As root, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755);
const postgres = await EmbeddedPostgres.start({ dataDir, notify: console.error });
// What it holds need not survive a power failure; each test file makes a database.
const server = new pg.Client(postgres.url);
await server.connect();
await server.query('ALTER SYSTEM SET fsync = off');
await server.query('ALTER SYSTEM SET full_page_writes = off');
await server.query('SELECT pg_reload_conf()');
await server.end();
console.log(postgres.url);
process.stdin.resume();
await once(process.stdin, 'end');
await postgres.stop();
await rm(dataDir, { recursive: true, force: true });
process.exit(0);
