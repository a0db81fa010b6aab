import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { freePort } from '../../src/database/embedded/free-port.js';
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
  void grow(links).then((workspaceId) => process.send?.(workspaceId));
});
process.once('disconnect', () => {
  void stop();
});
// Given up while it started: the signal to stop came before anybody listened.
if (process.connected) process.send?.({ url: `http://127.0.0.1:${port}` });
else await stop();

/** Without the server's limit of time for a statement. */
async function grow(links: number): Promise<string> {
  const patient = await new DataSource({ ...app.get(DataSource).options, extra: {} }).initialize();
  await patient.query("UPDATE organizations SET plan = 'enterprise', requests_per_minute = $1", [UNREACHED]);
  const workspaceId = await growLinks(patient.manager, links);
  await patient.destroy();
  return workspaceId;
}

async function stop(): Promise<void> {
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
}
