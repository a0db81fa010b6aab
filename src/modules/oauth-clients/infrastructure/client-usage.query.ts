import { OAuthClient } from '../domain/oauth-client.js';
import { ClientListing } from '../domain/oauth-client.repository.js';

/**
 * How applications are used. $1 = their ids, $2 = now. A grant is active while it has a refresh token to go on with:
 * neither before its code is redeemed, nor after it was revoked or ran out.
 */
export const CLIENT_USAGE = `
  SELECT client.id, active.grants, active.people, used.last_used_at, used.requests
  FROM unnest($1::uuid[]) AS client (id),
    LATERAL (
      SELECT count(*) AS grants, count(DISTINCT g.user_id) AS people FROM oauth_grants g
      WHERE g.oauth_client_id = client.id AND g.revoked_at IS NULL AND g.expires_at > $2
        AND EXISTS (SELECT FROM oauth_refresh_tokens r WHERE r.grant_id = g.id AND r.consumed_at IS NULL)
    ) AS active,
    LATERAL (
      SELECT max(u.last_used_at) AS last_used_at,
        COALESCE(sum(u.requests) FILTER (WHERE u.day > ($2::timestamptz AT TIME ZONE 'UTC')::date - 30), 0) AS requests
      FROM credential_usage u WHERE u.subject_id = client.id
    ) AS used`;

export interface ClientUsageRow {
  id: string;
  grants: string;
  people: string;
  last_used_at: Date | null;
  requests: string;
}

export const listingOf = (client: OAuthClient, row: ClientUsageRow | undefined): ClientListing => ({
  client,
  activeGrants: Number(row?.grants ?? 0),
  people: Number(row?.people ?? 0),
  lastUsedAt: row?.last_used_at ?? null,
  requestsIn30Days: Number(row?.requests ?? 0),
});
