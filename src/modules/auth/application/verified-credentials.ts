import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Credential } from '../../../common/domain/access/credential.js';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { Clock } from '../../../common/domain/clock.js';
import { ReadingGuard } from '../../../common/domain/reading-guard.js';
import { hashOfSecret } from '../../../common/domain/secret.js';
import { ActiveMembership, WorkspacesService } from '../../workspaces/index.js';
import { CredentialVerifier } from '../domain/credential-verifier.js';

/** A credential with what its user may do. */
export interface VerifiedCredential {
  credential: Credential;
  membership: ActiveMembership;
}

type Remembered = VerifiedCredential & { readAt: number };

const MOST_REMEMBERED = 10_000;
/** Should a notification ever be lost. */
const OLDEST_MILLISECONDS = 5_000;

/**
 * Who stands behind a bearer credential, remembered by the credential's hash: its usual request needs no database. What
 * the database announces as changed is forgotten at once, in every instance.
 */
@Injectable()
export class VerifiedCredentials {
  private readonly remembered = new LRUCache<string, Remembered>({ max: MOST_REMEMBERED });
  private readonly guard: ReadingGuard;

  constructor(
    private readonly verifier: CredentialVerifier,
    private readonly workspaces: WorkspacesService,
    private readonly changes: CommittedChanges,
    private readonly clock: Clock,
  ) {
    this.guard = new ReadingGuard(changes);
    changes.onChange('access_changed', (subjectId) => {
      this.forget(subjectId);
    });
  }

  /** undefined: unknown, expired or revoked, or its user may not act. */
  async find(token: string): Promise<VerifiedCredential | undefined> {
    const key = hashOfSecret(token).toString('base64url');
    const known = this.remembered.get(key);
    return known && this.holds(known) ? known : this.lookUp(key, token);
  }

  private holds({ readAt, credential }: Remembered): boolean {
    const now = this.clock.now().getTime();
    return this.changes.isHeard && now - readAt < OLDEST_MILLISECONDS && credential.expiresAt.getTime() > now;
  }

  private async lookUp(key: string, token: string): Promise<VerifiedCredential | undefined> {
    const mayRemember = this.guard.begin();
    const readAt = this.clock.now().getTime();
    const credential = await this.verifier.verify(token);
    const membership = credential && (await this.workspaces.membershipOf(credential.userId));
    if (!membership) return undefined;
    if (mayRemember()) this.remembered.set(key, { credential, membership, readAt });
    return { credential, membership };
  }

  private forget(subjectId: string | undefined): void {
    this.guard.note();
    for (const [key, entry] of this.remembered) {
      if (subjectId === undefined || dependsOn(entry, subjectId)) this.remembered.delete(key);
    }
  }
}

const dependsOn = ({ credential, membership }: VerifiedCredential, subjectId: string): boolean =>
  [credential.id, credential.userId, credential.clientId, credential.grantId, membership.organization.id].includes(
    subjectId,
  );
