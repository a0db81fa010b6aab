import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../../database/database.js';
import { AuthorizationCode } from '../domain/authorization-code.js';
import { Grant } from '../domain/grant.js';
import { GrantRepository } from '../domain/grant.repository.js';
import { AccessToken, RefreshToken } from '../domain/tokens.js';

/** RETURNING's rows, and how many they are. */
type Changed = [unknown[], number];

const DELETED_WORKSPACE = 'SELECT FROM workspaces w WHERE w.id = held.workspace_id AND w.deleted_at IS NOT NULL';

@Injectable()
export class TypeormGrantRepository extends GrantRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(grant: Grant, code: AuthorizationCode): Promise<boolean> {
    const { manager } = this.database;
    const clients: unknown[] = await manager.query('SELECT FROM oauth_clients WHERE id = $1 FOR KEY SHARE', [
      grant.clientId,
    ]);
    if (clients.length === 0) return false;
    const added = await manager
      .createQueryBuilder()
      .insert()
      .into(Grant)
      .values(grant)
      .orIgnore()
      .returning('id')
      .execute();
    if ((added.raw as unknown[]).length === 0) return false;
    await manager.insert(AuthorizationCode, code);
    return true;
  }

  override async addTokens(accessToken: AccessToken, refreshToken: RefreshToken): Promise<void> {
    await this.database.manager.insert(AccessToken, accessToken);
    await this.database.manager.insert(RefreshToken, refreshToken);
  }

  override async findByCode(codeHash: Buffer): Promise<[AuthorizationCode, Grant] | undefined> {
    const code = await this.database.manager.findOneBy(AuthorizationCode, { codeHash });
    const grant = code && (await this.hold(code.grantId));
    return grant ? [code, grant] : undefined;
  }

  override async findByRefreshToken(tokenHash: Buffer): Promise<[RefreshToken, Grant] | undefined> {
    const token = await this.database.manager.findOneBy(RefreshToken, { tokenHash });
    const grant = token && (await this.hold(token.grantId));
    return grant ? [token, grant] : undefined;
  }

  override async consumeCode({ codeHash }: AuthorizationCode, now: Date): Promise<boolean> {
    const [, changed]: Changed = await this.database.manager.query(
      `UPDATE oauth_authorization_codes AS code SET consumed_at = $2 FROM oauth_grants AS g
       WHERE code.code_hash = $1 AND code.consumed_at IS NULL AND code.expires_at > $2
         AND g.id = code.grant_id AND g.revoked_at IS NULL
       RETURNING code.grant_id`,
      [codeHash, now],
    );
    return changed > 0;
  }

  override async consumeRefreshToken({ tokenHash, accessTokenId }: RefreshToken, now: Date): Promise<boolean> {
    const [, changed]: Changed = await this.database.manager.query(
      `UPDATE oauth_refresh_tokens AS token SET consumed_at = $2 FROM oauth_grants AS g
       WHERE token.token_hash = $1 AND token.consumed_at IS NULL
         AND g.id = token.grant_id AND g.revoked_at IS NULL AND g.expires_at > $2
       RETURNING token.grant_id`,
      [tokenHash, now],
    );
    if (changed === 0) return false;
    await this.database.manager.query(
      'UPDATE oauth_access_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
      [accessTokenId, now],
    );
    return true;
  }

  override async revoke({ id }: Grant, now: Date): Promise<boolean> {
    const [, changed]: Changed = await this.database.manager.query(
      'UPDATE oauth_grants SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id',
      [id, now],
    );
    return changed > 0;
  }

  override async revokeAll(userId: string, clientId: string, now: Date): Promise<Grant[]> {
    const { manager } = this.database;
    const [ended]: [{ id: string }[], number] = await manager.query(
      `UPDATE oauth_grants SET revoked_at = $3
       WHERE user_id = $1 AND oauth_client_id = $2 AND revoked_at IS NULL AND expires_at > $3 RETURNING id`,
      [userId, clientId, now],
    );
    return manager.findBy(Grant, { id: In(ended.map(({ id }) => id)) });
  }

  /** Weak enough that a replay in a transaction beside can still revoke it. */
  private hold(id: string): Promise<Grant | null> {
    return this.database.manager
      .createQueryBuilder(Grant, 'held')
      .where('held.id = :id', { id })
      .andWhere(`NOT EXISTS (${DELETED_WORKSPACE})`)
      .setLock('for_key_share', undefined, ['held'])
      .getOne();
  }
}
