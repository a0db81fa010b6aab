import { Organization } from './organization.js';

export abstract class OrganizationRepository {
  abstract save(organization: Organization): Promise<void>;
  /** Holds until the end of the transaction, against everybody else who asks for it. */
  abstract lock(id: string): Promise<void>;
  abstract findById(id: string): Promise<Organization | undefined>;
}
