import { Credential } from './credential.js';

/** Who makes a change, and how: what the audit log keeps. */
export interface Actor {
  /** null: an operator at the command line, or the installation by itself. */
  userId: string | null;
  organizationId: string;
  address: string | null;
  credential?: Pick<Credential, 'type' | 'id'>;
}

/** Whoever runs the installation, at its command line. */
export const operatorFor = (organizationId: string): Actor => ({ userId: null, organizationId, address: null });

/** The installation itself, at the times that it has set. */
export const scheduleFor = operatorFor;
