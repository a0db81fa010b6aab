import connectPgSimple from 'connect-pg-simple';
import session, { type SessionData } from 'express-session';
import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { UnauthenticatedError } from '../common/domain/errors.js';
import { hashOfSecret } from '../common/domain/secret.js';
import { beginningOf } from '../common/http/session.js';
import { RootLogger } from '../common/logging/root-logger.js';
import { Configuration } from '../config/configuration.js';

const PgStore = connectPgSimple(session);
const PRUNE_EVERY_SECONDS = 15 * 60;

/** Keeps sessions under the hash of their id, so that a copy of the table signs nobody in. */
@Injectable()
export class SessionStore extends PgStore implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor({ databaseUrl }: Configuration, { pino }: RootLogger) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 5 });
    // Only the message: the library would print whole clients, which hold the database's password.
    const warn = (what: unknown, error: unknown): void => {
      pino.warn({ reason: (error as Error | undefined)?.message }, String(what));
    };
    super({ pool, tableName: 'sessions', pruneSessionInterval: PRUNE_EVERY_SECONDS, errorLog: warn });
    // An idle connection that is lost would else end the process.
    pool.on('error', (error) => {
      warn('A connection for sessions was lost', error);
    });
    this.pool = pool;
  }

  async onApplicationShutdown(): Promise<void> {
    this.close();
    await this.pool.end();
  }

  override get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    super.get(hashOf(sid), callback);
  }

  /**
   * Of a session that was ended while a request was under way nothing comes back: only a beginning may add a row, where
   * the library's own would add one each time.
   */
  override set(sid: string, data: SessionData, callback?: (error?: unknown) => void): void {
    const beginning = beginningOf(data);
    if (beginning && beginning.renews === undefined) {
      super.set(hashOf(sid), data, callback);
      return;
    }
    const { renews = sid } = beginning ?? {};
    this.pool
      .query('UPDATE sessions SET sid = $1, sess = $2, expire = $3 WHERE sid = $4', [
        hashOf(sid),
        data,
        new Date(Date.now() + (data.cookie.maxAge ?? 0)),
        hashOf(renews),
      ])
      .then(({ rowCount }) => callback?.(beginning && rowCount === 0 ? new UnauthenticatedError() : undefined))
      .catch((error: unknown) => callback?.(error));
  }

  override destroy(sid: string, callback?: (error?: unknown) => void): void {
    super.destroy(hashOf(sid), callback);
  }

  override touch(sid: string, data: SessionData, callback?: () => void): void {
    super.touch(hashOf(sid), data, callback);
  }
}

const hashOf = (sid: string): string => hashOfSecret(sid).toString('base64url');
