import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { OAuthClient } from '../../oauth-clients/index.js';
import { Approval } from '../domain/approval.js';
import { ApprovalRepository } from '../domain/approval.repository.js';

@Injectable()
export class TypeormApprovalRepository extends ApprovalRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async hold(userId: string, clientId: string): Promise<Approval | undefined> {
    const { manager } = this.database;
    // There may be no row to lock yet.
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${userId} ${clientId}`]);
    // Deleting the application takes its grants and approvals in an order of its own.
    await manager.query('SELECT FROM oauth_clients WHERE id = $1 FOR KEY SHARE', [clientId]);
    return (await manager.findOneBy(Approval, { userId, clientId })) ?? undefined;
  }

  override async forget({ userId, clientId }: Approval): Promise<void> {
    await this.database.manager.delete(Approval, { userId, clientId });
  }

  override async remember(approval: Approval, { redirectUris }: OAuthClient): Promise<void> {
    const { userId, clientId, workspaceId, scopes, createdAt } = approval;
    // FOR SHARE waits for a change of the application that is under way, and looks at its outcome.
    await this.database.manager.query(
      `INSERT INTO oauth_approvals (user_id, oauth_client_id, workspace_id, scopes, created_at)
       SELECT $1, id, $3, $4, $5 FROM oauth_clients WHERE id = $2 AND redirect_uris = $6 FOR SHARE
       ON CONFLICT (user_id, oauth_client_id) DO UPDATE SET
         workspace_id = excluded.workspace_id, scopes = excluded.scopes, created_at = excluded.created_at`,
      [userId, clientId, workspaceId, scopes.values, createdAt, redirectUris.map(({ value }) => value)],
    );
  }
}
