import { ScopeSet } from '../../../common/domain/access/scope.js';
import { ConnectedApplication } from '../domain/connected-application.js';

/**
 * What a user's applications hold: $1 = the user, $2 = now. A grant is live while something can still go on with it: a
 * refresh token, or a code on its way. In a deleted workspace nothing is.
 */
const HELD = `
  WITH held AS (
    SELECT it.* FROM (
      SELECT g.oauth_client_id, g.workspace_id, g.scopes, g.created_at, g.expires_at
      FROM oauth_grants g
      WHERE g.user_id = $1 AND g.revoked_at IS NULL AND g.expires_at > $2
        AND (EXISTS (SELECT FROM oauth_refresh_tokens t WHERE t.grant_id = g.id AND t.consumed_at IS NULL)
          OR EXISTS (SELECT FROM oauth_authorization_codes c
            WHERE c.grant_id = g.id AND c.consumed_at IS NULL AND c.expires_at > $2))
      UNION ALL
      SELECT oauth_client_id, workspace_id, scopes, created_at, NULL FROM oauth_approvals WHERE user_id = $1
    ) AS it LEFT JOIN workspaces w ON w.id = it.workspace_id
    WHERE w.deleted_at IS NULL
  )`;

export const COUNT_CONNECTED_APPLICATIONS = `${HELD} SELECT count(DISTINCT oauth_client_id) AS total FROM held`;

/** $3 = how many, $4 = after how many. */
export const CONNECTED_APPLICATIONS = `
  ${HELD}
  SELECT client.id, client.name, client.link, client.description, organization.name AS organization,
    connected.created_at, connected.expires_at,
    ARRAY(SELECT scope FROM held, unnest(scopes) AS scope WHERE oauth_client_id = client.id) AS scopes,
    ARRAY(SELECT DISTINCT workspace_id FROM held WHERE oauth_client_id = client.id) AS workspace_ids,
    (SELECT max(used.last_used_at) FROM oauth_grants g JOIN credential_usage used ON used.subject_id = g.id
      WHERE g.user_id = $1 AND g.oauth_client_id = client.id) AS last_used_at
  FROM (
      SELECT oauth_client_id, min(created_at) AS created_at, max(expires_at) AS expires_at
      FROM held GROUP BY oauth_client_id
    ) AS connected
    JOIN oauth_clients client ON client.id = connected.oauth_client_id
    JOIN organizations organization ON organization.id = client.organization_id
  ORDER BY connected.created_at DESC, client.id DESC
  LIMIT $3 OFFSET $4`;

export interface ConnectedApplicationRow {
  id: string;
  name: string;
  link: string;
  description: string;
  organization: string;
  created_at: Date;
  expires_at: Date | null;
  scopes: string[];
  workspace_ids: (string | null)[];
  last_used_at: Date | null;
}

export const connectedApplicationOf = (row: ConnectedApplicationRow): ConnectedApplication => ({
  clientId: row.id,
  name: row.name,
  link: row.link,
  description: row.description,
  organization: row.organization,
  scopes: ScopeSet.of(row.scopes),
  workspaceIds: row.workspace_ids.includes(null) ? null : row.workspace_ids.filter((id) => id !== null),
  connectedAt: row.created_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
});
