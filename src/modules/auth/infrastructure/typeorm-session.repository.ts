import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { SessionListing, SessionRepository } from '../domain/session.repository.js';

interface Row {
  id: string;
  sess: { createdAt: string; lastSeenAt: string; address: string; userAgent: string };
}

@Injectable()
export class TypeormSessionRepository extends SessionRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async list(userId: string): Promise<SessionListing[]> {
    const rows: Row[] = await this.database.manager.query(
      `SELECT public_id AS id, sess FROM sessions WHERE user_id = $1 AND expire > now() ORDER BY sess ->> 'lastSeenAt' DESC`,
      [userId],
    );
    return rows.map(({ id, sess: { address, userAgent, ...times } }) => ({
      id,
      address,
      userAgent,
      createdAt: new Date(times.createdAt),
      lastSeenAt: new Date(times.lastSeenAt),
    }));
  }

  override async end(userId: string, id: string): Promise<boolean> {
    const [, ended]: [unknown, number] = await this.database.manager.query(
      'DELETE FROM sessions WHERE user_id = $1 AND public_id = $2',
      [userId, id],
    );
    return ended > 0;
  }

  override async endAllBut(userId: string, id: string | undefined): Promise<void> {
    await this.database.manager.query('DELETE FROM sessions WHERE user_id = $1 AND public_id IS DISTINCT FROM $2', [
      userId,
      id ?? null,
    ]);
  }
}
