import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { Domain } from '../domain/domain.js';
import { DomainRepository } from '../domain/domain.repository.js';

@Injectable()
export class TypeormDomainRepository extends DomainRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async addIfFree(domain: Domain): Promise<void> {
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(Domain)
      .values(domain)
      .orIgnore()
      .updateEntity(false)
      .execute();
  }

  override async findOfInstallation(hostname: string): Promise<Domain | undefined> {
    return (await this.database.manager.findOneBy(Domain, { hostname, organizationId: IsNull() })) ?? undefined;
  }

  override async findVerified(hostname: string): Promise<Domain | undefined> {
    return (await this.database.manager.findOneBy(Domain, { hostname, status: 'verified' })) ?? undefined;
  }

  override async findById(id: string): Promise<Domain | undefined> {
    return (await this.database.manager.findOneBy(Domain, { id })) ?? undefined;
  }

  override async list(reach: Reach, defaultHostname: string, { page, perPage }: PageRequest): Promise<Page<Domain>> {
    const [items, total] = await this.database.manager.findAndCount(Domain, {
      where: [{ workspaceId: In([...reach.workspaceIds]) }, { organizationId: IsNull(), hostname: defaultHostname }],
      order: { organizationId: { direction: 'ASC', nulls: 'FIRST' }, hostname: 'ASC', id: 'ASC' },
      skip: (page - 1) * perPage,
      take: perPage,
    });
    return { items, total };
  }
}
