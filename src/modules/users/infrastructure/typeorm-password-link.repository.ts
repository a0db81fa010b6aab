import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { PasswordLink } from '../domain/password-link.js';
import { PasswordLinkRepository } from '../domain/password-link.repository.js';

@Injectable()
export class TypeormPasswordLinkRepository extends PasswordLinkRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async put(link: PasswordLink): Promise<void> {
    await this.database.manager.upsert(PasswordLink, link, ['userId']);
  }

  override async findByHash(tokenHash: Buffer): Promise<PasswordLink | undefined> {
    return (await this.database.manager.findOneBy(PasswordLink, { tokenHash })) ?? undefined;
  }

  override async take({ tokenHash }: PasswordLink): Promise<boolean> {
    const { affected } = await this.database.manager.delete(PasswordLink, { tokenHash });
    return Boolean(affected);
  }

  override async removeOf(userId: string): Promise<void> {
    await this.database.manager.delete(PasswordLink, { userId });
  }
}
