import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Reach } from '../../../common/domain/access/reach.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { violatedConstraint, violatedForeignKey } from '../../../database/constraint.js';
import { Database } from '../../../database/database.js';
import { ShortUrl } from '../domain/short-url.js';
import { ShortUrlRepository } from '../domain/short-url.repository.js';

const ADDRESS = 'short_urls_address';
const DOMAIN = 'short_urls_domain_id_fkey';

@Injectable()
export class TypeormShortUrlRepository extends ShortUrlRepository {
  constructor(private readonly database: Database) {
    super();
  }

  /** A conflict is no error here, since an error would end the surrounding transaction. */
  override async add(reach: Reach, shortUrl: ShortUrl): Promise<boolean> {
    const inserted = await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(ShortUrl)
      .values(within(reach, shortUrl))
      .orIgnore()
      .returning('id')
      .updateEntity(false)
      .execute()
      .catch(refuseGoneDomain);
    return (inserted.raw as unknown[]).length > 0;
  }

  override async findForChange(reach: Reach, id: string): Promise<ShortUrl | undefined> {
    const found = await this.database.manager.findOne(ShortUrl, {
      where: { id, workspaceId: In([...reach.workspaceIds]) },
      lock: { mode: 'pessimistic_write' },
    });
    return found ?? undefined;
  }

  override async save(reach: Reach, shortUrl: ShortUrl): Promise<boolean> {
    try {
      await this.database.manager.save(ShortUrl, within(reach, shortUrl));
      return true;
    } catch (error) {
      if (violatedConstraint(error) === ADDRESS) return false;
      return refuseGoneDomain(error);
    }
  }

  override async remove(reach: Reach, shortUrl: ShortUrl): Promise<void> {
    await this.database.manager.delete(ShortUrl, { id: within(reach, shortUrl).id });
  }

  override async findByAddress(hostname: string, slug: string): Promise<ShortUrl | undefined> {
    const query = this.database.manager
      .createQueryBuilder(ShortUrl, 'link')
      .innerJoin('domains', 'domain', "domain.id = link.domain_id AND domain.status = 'verified'")
      .innerJoin('workspaces', 'workspace', 'workspace.id = link.workspace_id AND workspace.deleted_at IS NULL')
      .where('domain.hostname = :hostname AND link.slug = :slug', { hostname, slug });
    return (await query.getOne()) ?? undefined;
  }

  override async countClick(id: string): Promise<void> {
    await this.database.manager.query('UPDATE short_urls SET clicks = clicks + 1 WHERE id = $1', [id]);
  }
}

/** It has been deleted since it was looked up. @throws ValidationError on `domain`, else `error`. */
function refuseGoneDomain(error: unknown): never {
  if (violatedForeignKey(error) !== DOMAIN) throw error;
  throw ValidationError.on('domain', 'This domain has just been deleted.');
}

/** @throws NotFoundError when the link's workspace is out of reach. */
function within(reach: Reach, shortUrl: ShortUrl): ShortUrl {
  reach.narrowTo(shortUrl.workspaceId);
  return shortUrl;
}
