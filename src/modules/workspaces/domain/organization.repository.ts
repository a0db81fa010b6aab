import { Organization } from './organization.js';

export abstract class OrganizationRepository {
  abstract save(organization: Organization): Promise<void>;
  abstract findById(id: string): Promise<Organization | undefined>;
}
