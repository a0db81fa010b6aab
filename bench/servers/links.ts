import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.js';
import { freePort } from '../../src/database/embedded/free-port.js';
import { Database } from '../../src/database/database.js';
import { growLinks } from './grow-links.js';

const UNREACHED = 1_000_000_000;

/** The whole product with a database of its own, as it comes; on request it has so many links, and no limit that is reached. */
const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-bench-'));
// As root, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755);
const port = await freePort();
const app = await createApp({ environment: { DATA_DIR: dataDir, PORT: String(port) } });
await app.listen(port, '127.0.0.1');
process.on('message', (links: number) => {
  const { manager } = app.get(Database);
  void manager
    .query("UPDATE organizations SET plan = 'enterprise', requests_per_minute = $1", [UNREACHED])
    .then(() => growLinks(manager, links))
    .then((workspaceId) => process.send?.(workspaceId));
});
process.once('disconnect', () => {
  void stop();
});
// Given up while it started: the signal to stop came before anybody listened.
if (process.connected) process.send?.({ url: `http://127.0.0.1:${port}` });
else await stop();

async function stop(): Promise<void> {
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
}
