import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import { Database } from '../../../database/database.js';
import { SigningKey } from '../domain/signing-key.js';
import { SigningKeyRepository } from '../domain/signing-key.repository.js';

/** Any number that all instances agree on. */
const SIGNING_KEY_LOCK = 7_215_061_005;

@Injectable()
export class TypeormSigningKeyRepository extends SigningKeyRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.database.run(async () => {
      await this.database.manager.query('SELECT pg_advisory_xact_lock($1)', [SIGNING_KEY_LOCK]);
      return work();
    });
  }

  override async current(): Promise<SigningKey | undefined> {
    return (await this.database.manager.findOneBy(SigningKey, { retiredAt: IsNull() })) ?? undefined;
  }

  override async find(id: string): Promise<SigningKey | undefined> {
    return (await this.database.manager.findOneBy(SigningKey, { id })) ?? undefined;
  }

  override publishedSince(since: Date): Promise<SigningKey[]> {
    return this.database.manager.find(SigningKey, {
      where: [{ retiredAt: IsNull() }, { retiredAt: MoreThan(since) }],
      order: { createdAt: 'DESC', id: 'DESC' },
    });
  }

  override async add(key: SigningKey): Promise<void> {
    await this.database.manager.insert(SigningKey, key);
  }

  override async retireCurrent(now: Date): Promise<void> {
    const current = { retiredAt: IsNull() };
    await this.database.manager.update(SigningKey, current, { retiredAt: now, privateKeyEncrypted: null });
  }

  override async encryptAnew({ id }: SigningKey, privateKeyEncrypted: Buffer): Promise<void> {
    await this.database.manager.update(SigningKey, { id, retiredAt: IsNull() }, { privateKeyEncrypted });
  }
}
