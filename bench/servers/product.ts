import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type AppOptions, createApp } from '../../src/app.js';
import { freePort } from '../../src/database/embedded/free-port.js';

/** The whole product with a database of its own, as it comes, until the process that measures lets go of it. */
export class Product {
  private constructor(
    readonly app: NestExpressApplication,
    readonly port: number,
    private readonly dataDir: string,
  ) {}

  static async start(extensions?: AppOptions['extensions']): Promise<Product> {
    const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-bench-'));
    // As root, PostgreSQL runs as another user, who has to get in.
    await chmod(dataDir, 0o755);
    const port = await freePort();
    const app = await createApp({ environment: { DATA_DIR: dataDir, PORT: String(port) }, extensions });
    await app.listen(port, '127.0.0.1');
    return new Product(app, port, dataDir);
  }

  /** Tells that it is ready, and carries out orders. */
  async serve(carryOut: (order: unknown) => Promise<unknown>): Promise<void> {
    process.on('message', (order) => {
      void carryOut(order)
        .then((answer) => process.send?.(answer))
        .catch((error: unknown) => {
          // Given up meanwhile: what was begun fails, and nobody waits for it.
          if (process.connected) throw error;
        });
    });
    process.once('disconnect', () => {
      void this.stop();
    });
    // Ctrl-C reaches every process of the terminal; this one ends with the one that measures.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
    // Given up while it started: the signal to stop came before anybody listened.
    if (process.connected) process.send?.({ url: `http://127.0.0.1:${this.port}` });
    else await this.stop();
  }

  private async stop(): Promise<void> {
    await this.app.close();
    await rm(this.dataDir, { recursive: true, force: true });
    process.exit(0);
  }
}
