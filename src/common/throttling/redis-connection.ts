import type { Logger } from 'pino';
import type { RedisClientType } from 'redis';
import { TAKE } from './window-scripts.js';
import { withinTime } from './within-time.js';

/** How long a request waits for an answer; only the first one does when Redis hangs. */
const ANSWER_MILLISECONDS = 500;
const CONNECT_MILLISECONDS = 2_000;
const RETRY_MILLISECONDS = 500;
const PROBE_KEY = 'trimlink:probe';

/** The way to Redis. When it breaks or hangs it is given up at once, and made anew in the background. */
export class RedisConnection {
  /** The newest; what older ones still report is of no interest. */
  private client: RedisClientType | undefined;
  /** It has connected and shown that it counts. */
  private isProven = false;
  private isOutage = false;
  private isClosed = false;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {}

  /** Tries to connect. Resolves either way: after a failure it goes on in the background. */
  async open(): Promise<void> {
    // Loaded where it is used: it would slow down every start.
    const { createClient } = await import('redis');
    if (this.isClosed) return;
    const client = createClient({
      url: this.url,
      disableOfflineQueue: true,
      socket: { connectTimeout: CONNECT_MILLISECONDS, reconnectStrategy: false },
    });
    this.client = client;
    client.on('error', (error: Error) => {
      this.lose(client, error);
    });
    try {
      await withinTime(CONNECT_MILLISECONDS, this.prove(client));
    } catch (error) {
      this.lose(client, error as Error);
    }
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.retry);
    this.drop();
  }

  /** The script's answer; undefined when Redis gives none in time. */
  async run(script: string, key: string, ...values: number[]): Promise<number[] | undefined> {
    const { client } = this;
    if (!client || !this.isProven) return undefined;
    try {
      return await withinTime(ANSWER_MILLISECONDS, evaluate(client, script, key, values));
    } catch (error) {
      this.lose(client, error as Error);
      return undefined;
    }
  }

  /** Counts once: a server that loads its data, is full or only a copy connects, too. */
  private async prove(client: RedisClientType): Promise<void> {
    await client.connect();
    // Given up meanwhile, which does not end a connection that is just being made.
    if (client !== this.client) {
      client.destroy();
      return;
    }
    await evaluate(client, TAKE, PROBE_KEY, [1, RETRY_MILLISECONDS / 2]);
    if (client !== this.client) return;
    this.isProven = true;
    if (this.isOutage) this.logger.info('Redis is back: requests are counted together again');
    this.isOutage = false;
  }

  private lose(client: RedisClientType, { message }: Error): void {
    if (client !== this.client) return;
    this.drop();
    if (!this.isOutage) this.logger.warn(`Redis is out of reach, each instance counts for itself: ${message}`);
    this.isOutage = true;
    this.retry = setTimeout(() => void this.open(), RETRY_MILLISECONDS);
  }

  private drop(): void {
    const { client } = this;
    this.client = undefined;
    this.isProven = false;
    client?.destroy();
  }
}

const evaluate = async (client: RedisClientType, script: string, key: string, values: number[]): Promise<number[]> =>
  (await client.eval(script, { keys: [key], arguments: values.map(String) })) as number[];
