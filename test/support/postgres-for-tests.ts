import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';

const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-tests-'));
// As root, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755);
const postgres = await EmbeddedPostgres.start({ dataDir, notify: console.error });
console.log(postgres.url);
process.stdin.resume();
await once(process.stdin, 'end');
await postgres.stop();
await rm(dataDir, { recursive: true, force: true });
process.exit(0);
