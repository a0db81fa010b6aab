import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { Organization } from '../domain/organization.js';
import { OrganizationRepository } from '../domain/organization.repository.js';

@Injectable()
export class TypeormOrganizationRepository extends OrganizationRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async save(organization: Organization): Promise<void> {
    await this.database.manager.save(Organization, organization);
  }

  /** NO KEY: what refers to the organization can be added meanwhile. */
  override async lock(id: string): Promise<void> {
    await this.database.manager.query('SELECT FROM organizations WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  override async findById(id: string): Promise<Organization | undefined> {
    return (await this.database.manager.findOneBy(Organization, { id })) ?? undefined;
  }
}
