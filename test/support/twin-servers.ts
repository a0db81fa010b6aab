import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLIC_URL } from './app.js';
import { TestDatabase, testDatabase } from './database.js';
import { DebianRedis } from './debian-redis.js';
import { ServerProcess, ServerProcesses } from './server-process.js';

/**
 * Two instances of one installation as processes of their own, on one PostgreSQL and, where Debian's is installed, one
 * Redis. A session or credential of one is good at the other. They log all they can.
 */
export class TwinServers {
  private constructor(
    readonly database: TestDatabase,
    readonly servers: readonly [ServerProcess, ServerProcess],
    readonly appSecret: string,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<TwinServers> {
    const processes = new ServerProcesses();
    const database = await testDatabase();
    const redis = DebianRedis.isInstalled() ? await DebianRedis.start() : undefined;
    const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-twins-'));
    const appSecret = randomBytes(32).toString('hex');
    const end = async (): Promise<void> => {
      await processes.remove();
      await redis?.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    };
    const shared = {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      APP_SECRET: appSecret,
      PUBLIC_URL,
      LOG_LEVEL: 'trace',
      ...(redis && { REDIS_URL: redis.url }),
      ...environment,
    };
    const start = async (): Promise<ServerProcess> => (await processes.start({ environment: shared })).ready();
    try {
      return new TwinServers(database, await Promise.all([start(), start()]), appSecret, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  get urls(): readonly [string, string] {
    const [one, other] = this.servers;
    return [one.url, other.url];
  }

  /** So many calls at once, every other one to the other server. */
  race<T>(calls: number, call: (url: string, index: number) => PromiseLike<T>): Promise<T[]> {
    return Promise.all(Array.from({ length: calls }, (_, index) => call(this.urls[index % 2]!, index)));
  }

  /** All that both have written so far. */
  get output(): string {
    return this.servers.map(({ output, errorOutput }) => output + errorOutput).join('\n');
  }

  stop(): Promise<void> {
    return this.end();
  }
}
