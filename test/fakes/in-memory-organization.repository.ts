import { Organization } from '../../src/modules/workspaces/index.js';
import { OrganizationRepository } from '../../src/modules/workspaces/domain/organization.repository.js';

export class InMemoryOrganizationRepository extends OrganizationRepository {
  private readonly organizations = new Map<string, Organization>();

  override save(organization: Organization): Promise<void> {
    this.organizations.set(organization.id, organization);
    return Promise.resolve();
  }

  /** There is nobody else. */
  override lock(): Promise<void> {
    return Promise.resolve();
  }

  override findById(id: string): Promise<Organization | undefined> {
    return Promise.resolve(this.organizations.get(id));
  }
}
