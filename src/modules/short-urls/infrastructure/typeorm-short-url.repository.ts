import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Reach } from '../../../common/domain/access/reach.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { zip } from '../../../common/domain/outcome.js';
import { violatedConstraint, violatedForeignKey } from '../../../database/constraint.js';
import { Database } from '../../../database/database.js';
import { Address } from '../domain/short-url-directory.js';
import { ShortUrl } from '../domain/short-url.js';
import { ShortUrlRepository, Taken, TakenField, VisitedLink } from '../domain/short-url.repository.js';
import { rowsOf, UPDATE_ROWS } from './short-url-rows.js';

const FIELD_OF_INDEX: Readonly<Record<string, TakenField>> = {
  short_urls_address: 'slug',
  short_urls_external_id: 'external_id',
};

const DOMAIN = 'short_urls_domain_id_fkey';

class AddressesReserved extends Error {
  constructor(readonly ids: ReadonlySet<string>) {
    super('Some of these addresses are reserved');
  }
}

@Injectable()
export class TypeormShortUrlRepository extends ShortUrlRepository {
  constructor(private readonly database: Database) {
    super();
  }

  /** A conflict is no error here, since an error would end the surrounding transaction. */
  override async add(reach: Reach, shortUrls: readonly ShortUrl[]): Promise<Taken> {
    if (shortUrls.length === 0) return new Map();
    const inserted = await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(ShortUrl)
      .values(inLockingOrder(within(reach, shortUrls)))
      .orIgnore()
      .returning('id')
      .updateEntity(false)
      .execute()
      .catch(refuseGoneDomain);
    const ids = new Set((inserted.raw as { id: string }[]).map(({ id }) => id));
    const taken = await this.fieldsTaken(shortUrls.filter(({ id }) => !ids.has(id)));
    // Only now: a deletion that was under way, which the insert has waited for, may have reserved an address.
    const reserved = await this.reservedForOthers(shortUrls.filter(({ id }) => ids.has(id)));
    if (reserved.size > 0) await this.database.manager.delete(ShortUrl, { id: In([...reserved]) });
    return new Map([...taken, ...asSlugs(reserved)]);
  }

  override async findForChange(reach: Reach, ids: readonly string[]): Promise<Map<string, ShortUrl>> {
    const found = await this.lock({ id: In([...ids]), workspaceId: In([...reach.workspaceIds]) });
    return new Map(found.map((shortUrl) => [shortUrl.id, shortUrl]));
  }

  override async idsOfExternalIds(
    reach: Reach,
    workspaceId: string,
    externalIds: readonly string[],
  ): Promise<Map<string, string>> {
    const [reached] = reach.narrowTo(workspaceId).workspaceIds;
    const found = await this.database.manager.find(ShortUrl, {
      select: { id: true, externalId: true },
      where: { workspaceId: reached, externalId: In([...externalIds]) },
    });
    return new Map(found.map(({ id, externalId }) => [externalId ?? '', id]));
  }

  /** All in one statement; where one of them can't be, the halves are tried, down to that one. */
  override async save(reach: Reach, shortUrls: readonly ShortUrl[]): Promise<Taken> {
    if (shortUrls.length === 0) return new Map();
    try {
      await this.saveAll(within(reach, shortUrls));
      return new Map();
    } catch (error) {
      if (error instanceof AddressesReserved) {
        const others = shortUrls.filter(({ id }) => !error.ids.has(id));
        return new Map([...(await this.save(reach, others)), ...asSlugs(error.ids)]);
      }
      const field = FIELD_OF_INDEX[violatedConstraint(error) ?? ''];
      if (field === undefined) return refuseGoneDomain(error);
      return this.saveHalves(reach, shortUrls, field);
    }
  }

  override async remove(reach: Reach, shortUrls: readonly ShortUrl[]): Promise<void> {
    await this.database.manager.delete(ShortUrl, { id: In(idsOf(within(reach, shortUrls))) });
  }

  override async reserve(reach: Reach, shortUrls: readonly ShortUrl[], until: Date): Promise<void> {
    if (shortUrls.length === 0) return;
    await this.database.manager.query(
      `INSERT INTO reserved_addresses (domain_id, slug, workspace_id, reserved_until)
       SELECT domain_id, slug, workspace_id, $2 FROM jsonb_to_recordset($1)
         AS left_behind (domain_id uuid, slug text, workspace_id uuid) ORDER BY domain_id, slug
       ON CONFLICT (domain_id, slug)
       DO UPDATE SET workspace_id = excluded.workspace_id, reserved_until = excluded.reserved_until`,
      [rowsOf(within(reach, shortUrls)), until],
    );
  }

  override async findByAddresses(addresses: readonly Address[]): Promise<VisitedLink[]> {
    const { entities, raw } = await this.database.manager
      .createQueryBuilder(ShortUrl, 'link')
      .innerJoin('domains', 'domain', "domain.id = link.domain_id AND domain.status = 'verified'")
      .innerJoin('workspaces', 'workspace', 'workspace.id = link.workspace_id AND workspace.deleted_at IS NULL')
      .addSelect('domain.hostname', 'hostname')
      .innerJoin('short_url_clicks', 'counts', 'counts.id = link.id')
      .addSelect('counts.human_clicks >= link.max_clicks', 'used_up')
      .where('(domain.hostname, link.slug) IN (SELECT * FROM unnest(:hostnames::text[], :slugs::text[]))', {
        hostnames: addresses.map(({ domain }) => domain),
        slugs: addresses.map(({ slug }) => slug),
      })
      .getRawAndEntities<{ hostname: string; used_up: boolean | null }>();
    return zip(entities, raw).map(([shortUrl, { hostname, used_up }]) => ({
      address: { domain: hostname, slug: shortUrl.slug },
      shortUrl,
      isUsedUp: used_up ?? false,
    }));
  }

  override async admit(id: string): Promise<boolean> {
    const [, admitted]: [unknown, number] = await this.database.manager.query(
      `UPDATE short_url_clicks c SET human_clicks = c.human_clicks + 1 FROM short_urls s
       WHERE c.id = $1 AND s.id = c.id AND c.human_clicks < s.max_clicks`,
      [id],
    );
    return admitted === 1;
  }

  /** With their counts: archiving or deleting links writes there, too, and in no order in which clicks could wait. */
  private lock(where: object): Promise<ShortUrl[]> {
    return this.database.manager
      .createQueryBuilder(ShortUrl, 'link')
      .innerJoin('short_url_clicks', 'counts', 'counts.id = link.id')
      .where(where)
      .orderBy('link.id')
      .setLock('pessimistic_write')
      .getMany();
  }

  private async saveAll(shortUrls: readonly ShortUrl[]): Promise<void> {
    await this.database.manager.transaction(async (manager) => {
      await manager.query(UPDATE_ROWS, [rowsOf(shortUrls)]);
      const reserved = await this.reservedForOthers(shortUrls, manager);
      if (reserved.size > 0) throw new AddressesReserved(reserved);
    });
  }

  private async saveHalves(reach: Reach, shortUrls: readonly ShortUrl[], field: TakenField): Promise<Taken> {
    const [first] = shortUrls;
    if (first && shortUrls.length === 1) return new Map([[first.id, field]]);
    const middle = Math.ceil(shortUrls.length / 2);
    const taken = await this.save(reach, shortUrls.slice(0, middle));
    return new Map([...taken, ...(await this.save(reach, shortUrls.slice(middle)))]);
  }

  private async fieldsTaken(shortUrls: readonly ShortUrl[]): Promise<Map<string, TakenField>> {
    if (shortUrls.length === 0) return new Map();
    const rows: { id: string }[] = await this.database.manager.query(
      `SELECT wanted.id FROM jsonb_to_recordset($1) AS wanted (id uuid, workspace_id uuid, external_id text)
       JOIN short_urls s ON s.workspace_id = wanted.workspace_id AND s.external_id = wanted.external_id`,
      [rowsOf(shortUrls)],
    );
    const withExternalId = new Set(rows.map(({ id }) => id));
    return new Map(shortUrls.map(({ id }) => [id, withExternalId.has(id) ? 'external_id' : 'slug']));
  }

  private async reservedForOthers(
    shortUrls: readonly ShortUrl[],
    manager = this.database.manager,
  ): Promise<Set<string>> {
    if (shortUrls.length === 0) return new Set();
    const rows: { id: string }[] = await manager.query(
      `SELECT wanted.id FROM jsonb_to_recordset($1)
         AS wanted (id uuid, domain_id uuid, slug text, workspace_id uuid, updated_at timestamptz)
       JOIN reserved_addresses r ON r.domain_id = wanted.domain_id AND r.slug = wanted.slug COLLATE "C"
       WHERE r.workspace_id <> wanted.workspace_id AND r.reserved_until > wanted.updated_at`,
      [rowsOf(shortUrls)],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

const idsOf = (shortUrls: readonly ShortUrl[]): string[] => shortUrls.map(({ id }) => id);

const asSlugs = (ids: ReadonlySet<string>): [string, TakenField][] => [...ids].map((id) => [id, 'slug']);

/** Two that want the same addresses at once wait for each other instead of both for each other. */
const inLockingOrder = (shortUrls: readonly ShortUrl[]): ShortUrl[] =>
  shortUrls.toSorted((one, other) => (addressOf(one) < addressOf(other) ? -1 : 1));

const addressOf = ({ domainId, slug }: ShortUrl): string => `${domainId} ${slug}`;

/** It has been deleted since it was looked up. @throws ValidationError on `domain`, else `error`. */
function refuseGoneDomain(error: unknown): never {
  if (violatedForeignKey(error) !== DOMAIN) throw error;
  throw ValidationError.on('domain', 'This domain has just been deleted.');
}

/** @throws NotFoundError when a link's workspace is out of reach. */
function within(reach: Reach, shortUrls: readonly ShortUrl[]): readonly ShortUrl[] {
  for (const { workspaceId } of shortUrls) reach.narrowTo(workspaceId);
  return shortUrls;
}
