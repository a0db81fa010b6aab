import { Injectable } from '@nestjs/common';
import { FindOptionsWhere, In, IsNull, Not } from 'typeorm';
import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { violatedConstraint, violatedForeignKey } from '../../../database/constraint.js';
import { Database } from '../../../database/database.js';
import { Domain } from '../domain/domain.js';
import { DomainRepository } from '../domain/domain.repository.js';

const FOR_CHANGE = { mode: 'pessimistic_write' } as const;

@Injectable()
export class TypeormDomainRepository extends DomainRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async addIfFree(domain: Domain): Promise<void> {
    await this.insertIfFree(domain);
  }

  override findOfInstallation(hostname: string): Promise<Domain | undefined> {
    return this.database.once(`domain of installation ${hostname}`, () =>
      this.findOneBy({ hostname, organizationId: IsNull() }),
    );
  }

  override findVerified(hostname: string): Promise<Domain | undefined> {
    return this.database.once(verified(hostname), () => this.findOneBy({ hostname, status: 'verified' }));
  }

  override async lookAhead(hostnames: readonly string[]): Promise<void> {
    const found = await this.database.manager.findBy(Domain, { hostname: In([...hostnames]), status: 'verified' });
    const byHostname = new Map(found.map((domain) => [domain.hostname, domain]));
    for (const hostname of hostnames)
      await this.database.once(verified(hostname), () => Promise.resolve(byHostname.get(hostname)));
  }

  override async verifiedOf(workspaceId: string): Promise<string[]> {
    const where = { workspaceId, status: 'verified' } as const;
    const found = await this.database.manager.find(Domain, { select: { hostname: true }, where });
    return found.map(({ hostname }) => hostname);
  }

  override findVerifiedAmong(hostnames: readonly string[]): Promise<Domain[]> {
    return this.database.manager.findBy(Domain, { hostname: In([...hostnames]), status: 'verified' });
  }

  override findById(id: string): Promise<Domain | undefined> {
    return this.database.once(`domain ${id}`, () => this.findOneBy({ id }));
  }

  override findDefaultOf(workspaceId: string): Promise<Domain | undefined> {
    return this.database.once(`default domain of ${workspaceId}`, () =>
      this.findOneBy({ workspaceId, isWorkspaceDefault: true }),
    );
  }

  override findDefaultsOf(workspaceIds: readonly string[]): Promise<Domain[]> {
    return this.database.manager.findBy(Domain, { workspaceId: In([...workspaceIds]), isWorkspaceDefault: true });
  }

  override async list(reach: Reach, defaultHostname: string, { page, perPage }: PageRequest): Promise<Page<Domain>> {
    const [items, total] = await this.database.manager.findAndCount(Domain, {
      where: visible(reach, defaultHostname),
      order: { organizationId: { direction: 'ASC', nulls: 'FIRST' }, hostname: 'ASC', id: 'ASC' },
      skip: (page - 1) * perPage,
      take: perPage,
    });
    return { items, total };
  }

  override find(reach: Reach, defaultHostname: string, id: string): Promise<Domain | undefined> {
    return this.findOneBy(visible(reach, defaultHostname).map((it) => ({ ...it, id })));
  }

  override async countUnproved({ organizationId }: Reach): Promise<number> {
    // Not FOR UPDATE, for which everything that refers to the organization would have to wait.
    await this.database.manager.query('SELECT FROM organizations WHERE id = $1 FOR NO KEY UPDATE', [organizationId]);
    return this.database.manager.countBy(Domain, { organizationId, status: Not('verified') });
  }

  override add(reach: Reach, domain: Domain): Promise<boolean> {
    return this.insertIfFree(within(reach, domain));
  }

  override async findForChange(reach: Reach, id: string): Promise<Domain | undefined> {
    const where = { id, workspaceId: In([...reach.workspaceIds]) };
    return (await this.database.manager.findOne(Domain, { where, lock: FOR_CHANGE })) ?? undefined;
  }

  override async lockDefaultOf(reach: Reach, workspaceId: string): Promise<Domain | undefined> {
    reach.narrowTo(workspaceId);
    await this.database.manager.query('SELECT FROM workspaces WHERE id = $1 FOR NO KEY UPDATE', [workspaceId]);
    const where = { workspaceId, isWorkspaceDefault: true };
    return (await this.database.manager.findOne(Domain, { where, lock: FOR_CHANGE })) ?? undefined;
  }

  override async save(reach: Reach, domain: Domain): Promise<void> {
    await this.database.manager.save(Domain, within(reach, domain));
  }

  override async remove(reach: Reach, domain: Domain): Promise<boolean> {
    try {
      await this.database.manager.delete(Domain, { id: within(reach, domain).id });
      return true;
    } catch (error) {
      if (violatedForeignKey(error) !== undefined) return false;
      throw error;
    }
  }

  override async takeDue(now: Date, until: Date, most: number): Promise<string[]> {
    const [rows]: [{ id: string }[], number] = await this.database.manager.query(
      `WITH due AS MATERIALIZED (
         SELECT id FROM domains WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $3 FOR UPDATE SKIP LOCKED
       )
       UPDATE domains SET next_check_at = $2 FROM due WHERE domains.id = due.id RETURNING domains.id`,
      [now, until, most],
    );
    return rows.map(({ id }) => id);
  }

  override async lock(id: string): Promise<Domain | undefined> {
    return (await this.database.manager.findOne(Domain, { where: { id }, lock: FOR_CHANGE })) ?? undefined;
  }

  override isHeldElsewhere({ id, hostname }: Domain): Promise<boolean> {
    return this.database.manager.existsBy(Domain, { hostname, status: 'verified', id: Not(id) });
  }

  override async saveCheck(domain: Domain): Promise<boolean> {
    try {
      await this.database.manager.save(Domain, domain);
      return true;
    } catch (error) {
      if (violatedConstraint(error) === 'domains_one_verified') return false;
      throw error;
    }
  }

  private async findOneBy(where: FindOptionsWhere<Domain> | FindOptionsWhere<Domain>[]): Promise<Domain | undefined> {
    return (await this.database.manager.findOneBy(Domain, where)) ?? undefined;
  }

  /** A conflict is no error here, since an error would end the surrounding transaction. */
  private async insertIfFree(domain: Domain): Promise<boolean> {
    const inserted = await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(Domain)
      .values(domain as object)
      .orIgnore()
      .returning('id')
      .updateEntity(false)
      .execute();
    return (inserted.raw as unknown[]).length > 0;
  }
}

const verified = (hostname: string): string => `verified domain ${hostname}`;

const visible = (reach: Reach, defaultHostname: string): FindOptionsWhere<Domain>[] => [
  { workspaceId: In([...reach.workspaceIds]) },
  { organizationId: IsNull(), hostname: defaultHostname },
];

/** @throws NotFoundError when the domain's workspace is out of reach. */
function within(reach: Reach, domain: Domain): Domain {
  reach.narrowTo(domain.workspaceId ?? '');
  return domain;
}
