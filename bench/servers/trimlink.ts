import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/database/embedded/free-port.js';
import { createApp } from '../../src/app.js';
import { ensureDemoAccount } from '../../src/demo-account.js';
import { DEMO_LINKS } from '../../src/demo-links.js';

/** The whole product with a database of its own, as it comes: its log is written too. */
const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-bench-'));
// As root, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755);
const port = await freePort();
const app = await createApp({ environment: { DATA_DIR: dataDir, PORT: String(port) } });
await ensureDemoAccount(app);
await app.listen(port, '127.0.0.1');
process.send?.(`http://127.0.0.1:${port}/${DEMO_LINKS[0].slug}`);
process.once('disconnect', () => {
  void stop();
});

async function stop(): Promise<void> {
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
}
