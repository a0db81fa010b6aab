import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../../../database/database.js';
import { DailySalts } from '../../domain/daily-salts.js';

const SALT_BYTES = 32;
const MOST_DAYS = 8;

@Injectable()
export class TypeormDailySalts extends DailySalts {
  private readonly remembered = new LRUCache<string, string>({ max: MOST_DAYS });

  constructor(private readonly database: Database) {
    super();
  }

  override async of(day: string): Promise<string> {
    const known = this.remembered.get(day);
    if (known !== undefined) return known;
    const { manager } = this.database;
    await manager.query('INSERT INTO click_salts VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      day,
      randomBytes(SALT_BYTES),
    ]);
    const [row]: { salt: Buffer }[] = await manager.query('SELECT salt FROM click_salts WHERE day = $1', [day]);
    // Gone in between: it has had its time.
    if (!row) return randomBytes(SALT_BYTES).toString('hex');
    const salt = row.salt.toString('hex');
    this.remembered.set(day, salt);
    return salt;
  }
}
