import { Injectable } from '@nestjs/common';
import { WorkspacesService } from '../../workspaces/index.js';
import { Grant } from '../domain/grant.js';
import { OAuthError } from '../domain/oauth-error.js';

/** The user behind a grant. */
@Injectable()
export class GrantHolder {
  constructor(private readonly workspaces: WorkspacesService) {}

  async isActive({ userId }: Pick<Grant, 'userId'>): Promise<boolean> {
    return (await this.workspaces.membershipOf(userId)) !== undefined;
  }

  /** A suspended user's applications get no new tokens; nothing is used up by asking. @throws OAuthError */
  async requireActive(grant: Grant): Promise<void> {
    if (await this.isActive(grant)) return;
    throw new OAuthError('invalid_grant', 'The account behind this approval is not active.');
  }
}
