import { Injectable } from '@nestjs/common';
import { ScopeSet } from '../../../common/domain/access/scope.js';
import { Database } from '../../../database/database.js';
import { AccessTokenRepository, LiveAccessToken } from '../domain/access-token.repository.js';
import { Grant } from '../domain/grant.js';

interface Row {
  user_id: string;
  workspace_id: string | null;
  client_id: string;
  grant_id: string;
  created_at: Date;
  expires_at: Date;
  scopes: string[];
  registered: string[];
}

const LIVE = `
  SELECT g.user_id, g.workspace_id, c.id AS client_id, g.id AS grant_id,
    token.scopes, token.created_at, token.expires_at, c.scopes AS registered
  FROM oauth_access_tokens token
    JOIN oauth_grants g ON g.id = token.grant_id
    JOIN oauth_clients c ON c.id = g.oauth_client_id
    LEFT JOIN workspaces w ON w.id = g.workspace_id
  WHERE token.id = $1 AND token.revoked_at IS NULL AND token.expires_at > $2
    AND g.revoked_at IS NULL AND w.deleted_at IS NULL`;

@Injectable()
export class TypeormAccessTokenRepository extends AccessTokenRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async findLive(id: string, now: Date): Promise<LiveAccessToken | undefined> {
    const [row]: Row[] = await this.database.manager.query(LIVE, [id, now]);
    if (!row) return undefined;
    const credential = {
      type: 'access_token' as const,
      id,
      userId: row.user_id,
      workspaceId: row.workspace_id,
      clientId: row.client_id,
      grantId: row.grant_id,
      expiresAt: row.expires_at,
      scopes: ScopeSet.of(row.scopes).intersect(ScopeSet.of(row.registered)),
    };
    return { credential, issuedAt: row.created_at };
  }

  override async revoke(id: string, now: Date): Promise<Grant | undefined> {
    const { manager } = this.database;
    const [[ended]]: [{ grant_id: string }[], number] = await manager.query(
      'UPDATE oauth_access_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING grant_id',
      [id, now],
    );
    return (ended && (await manager.findOneBy(Grant, { id: ended.grant_id }))) ?? undefined;
  }
}
