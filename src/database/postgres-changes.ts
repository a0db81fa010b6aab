import { randomUUID } from 'node:crypto';
import { BeforeApplicationShutdown, Injectable, OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { CHANGE_CHANNELS, ChangeChannel, CommittedChanges } from '../common/domain/committed-changes.js';
import { RootLogger } from '../common/logging/root-logger.js';
import { Configuration } from '../config/configuration.js';

/** What this instance sends to itself, to know that it has heard all that was committed before. */
const MARKS = 'changes_heard';
const LISTEN = [...CHANGE_CHANNELS, MARKS].map((channel) => `LISTEN ${channel}`).join('; ');
const CONNECT_AGAIN_MILLISECONDS = 500;
/** An answer waits this long for a connection that says nothing before that counts as lost. */
const PATIENCE_MILLISECONDS = 2_000;

type Listener = (subject: string | undefined) => void;

/** A connection that does nothing but listen (PostgreSQL's LISTEN and NOTIFY). */
@Injectable()
export class PostgresChanges extends CommittedChanges implements OnModuleInit, BeforeApplicationShutdown {
  private readonly listeners: { channel: string; listener: Listener }[] = [];
  private readonly marks = new Map<string, () => void>();
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly configuration: Configuration,
    private readonly logger: RootLogger,
  ) {
    super();
  }

  override get isHeard(): boolean {
    return this.client !== undefined;
  }

  override onChange(channel: ChangeChannel, listener: Listener): void {
    this.listeners.push({ channel, listener });
  }

  override async settled(): Promise<void> {
    const { client } = this;
    if (!client) return;
    const mark = randomUUID();
    const heard = new Promise<void>((resolve) => this.marks.set(mark, resolve));
    // Notifications arrive in the order of their commits: after the mark there is nothing left from before it.
    client.query('SELECT pg_notify($1, $2)', [MARKS, mark]).catch(() => {
      this.lose(client);
    });
    const patience = setTimeout(() => {
      this.lose(client);
    }, PATIENCE_MILLISECONDS);
    await heard;
    clearTimeout(patience);
    this.marks.delete(mark);
  }

  async onModuleInit(): Promise<void> {
    await this.connect();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    const { client } = this;
    this.client = undefined;
    this.releaseMarks();
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.configuration.databaseUrl,
      connectionTimeoutMillis: PATIENCE_MILLISECONDS,
      keepAlive: true,
    });
    client.on('error', () => {
      this.lose(client);
    });
    client.on('end', () => {
      this.lose(client);
    });
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === MARKS) this.marks.get(payload)?.();
      else this.tell(payload, channel);
    });
    try {
      await client.connect();
      // A mark need not survive a crash: no commit of this connection waits for the disk.
      await client.query(`SET synchronous_commit = off; ${LISTEN}`);
      this.client = client;
    } catch {
      void client.end().catch(() => undefined);
      this.connectAgain();
    }
  }

  /** What was missed from here on can't be known, so everything is out of date. */
  private lose(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.tell(undefined);
    this.releaseMarks();
    void client.end().catch(() => undefined);
    if (this.isClosed) return;
    this.logger.pino.warn('The connection that listens for changes was lost; what was remembered is looked up anew');
    this.connectAgain();
  }

  private connectAgain(): void {
    if (this.isClosed) return;
    this.retry = setTimeout(() => {
      void this.connect();
    }, CONNECT_AGAIN_MILLISECONDS).unref();
  }

  private tell(subject: string | undefined, heardOn?: string): void {
    for (const { channel, listener } of this.listeners) if (channel === (heardOn ?? channel)) listener(subject);
  }

  private releaseMarks(): void {
    for (const release of this.marks.values()) release();
    this.marks.clear();
  }
}
