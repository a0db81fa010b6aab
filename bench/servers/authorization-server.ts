import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module } from '@nestjs/common';
import { createApp } from '../../src/app.js';
import { Public, RequireScopes } from '../../src/common/http/route.decorators.js';
import { freePort } from '../../src/database/embedded/free-port.js';
import { Database } from '../../src/database/database.js';

/** One route twice: what lies between them is the credential and the plan's limit. */
@Controller('api/1.0/bench')
class BenchController {
  @Get('guarded')
  @RequireScopes('short-urls:read')
  guarded() {
    return { data: [] };
  }

  @Get('open')
  @Public()
  open() {
    return { data: [] };
  }
}

@Module({ controllers: [BenchController] })
class BenchModule {}

/** The whole product with a database of its own, as it comes, and a limit that is counted but never reached. */
const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-bench-'));
// As root, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755);
const port = await freePort();
const app = await createApp({
  environment: { DATA_DIR: dataDir, PORT: String(port) },
  extensions: { modules: [BenchModule] },
});
await app.listen(port, '127.0.0.1');
process.on('message', (requestsPerMinute: number) => {
  void app
    .get(Database)
    .manager.query("UPDATE organizations SET plan = 'enterprise', requests_per_minute = $1", [requestsPerMinute])
    .then(() => process.send?.('done'));
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
