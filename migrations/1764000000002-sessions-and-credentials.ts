import { MigrationInterface, QueryRunner } from 'typeorm';

/** Secrets stand here as SHA-256 (`*_hash bytea`), signing keys encrypted; `sessions` has connect-pg-simple's columns. */
export class SessionsAndCredentials1764000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sessions (
        sid text PRIMARY KEY,
        sess json NOT NULL,
        expire timestamptz NOT NULL,
        user_id uuid GENERATED ALWAYS AS ((sess ->> 'userId')::uuid) STORED,
        public_id uuid GENERATED ALWAYS AS ((sess ->> 'publicId')::uuid) STORED
      );
      CREATE INDEX sessions_expire ON sessions (expire);
      CREATE INDEX sessions_of_user ON sessions (user_id);

      CREATE TABLE api_tokens (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        workspace_id uuid REFERENCES workspaces ON DELETE CASCADE,
        name text NOT NULL,
        token_hash bytea NOT NULL UNIQUE,
        last_four text NOT NULL,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX api_tokens_of_organization ON api_tokens (organization_id, created_at DESC, id DESC);
      CREATE INDEX api_tokens_of_user ON api_tokens (user_id);

      CREATE TABLE oauth_clients (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        workspace_id uuid REFERENCES workspaces ON DELETE CASCADE,
        created_by uuid REFERENCES users ON DELETE SET NULL,
        name text NOT NULL,
        link text NOT NULL,
        description text NOT NULL,
        redirect_uris text[] NOT NULL,
        confidential boolean NOT NULL,
        scopes text[] NOT NULL,
        require_pkce boolean NOT NULL,
        access_token_lifetime_seconds integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX oauth_clients_of_organization ON oauth_clients (organization_id, created_at DESC, id DESC);

      CREATE TABLE oauth_client_secrets (
        id uuid PRIMARY KEY,
        oauth_client_id uuid NOT NULL REFERENCES oauth_clients ON DELETE CASCADE,
        secret_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz
      );
      CREATE INDEX oauth_client_secrets_of_client ON oauth_client_secrets (oauth_client_id);

      CREATE TABLE oauth_grants (
        id uuid PRIMARY KEY,
        oauth_client_id uuid NOT NULL REFERENCES oauth_clients ON DELETE CASCADE,
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        workspace_id uuid REFERENCES workspaces ON DELETE CASCADE,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX oauth_grants_of_client ON oauth_grants (oauth_client_id);
      CREATE INDEX oauth_grants_of_user ON oauth_grants (user_id);

      CREATE TABLE oauth_authorization_codes (
        code_hash bytea PRIMARY KEY,
        grant_id uuid NOT NULL REFERENCES oauth_grants ON DELETE CASCADE,
        redirect_uri text NOT NULL,
        requested_scope text,
        code_challenge text,
        expires_at timestamptz NOT NULL,
        consumed_at timestamptz
      );
      CREATE INDEX oauth_authorization_codes_of_grant ON oauth_authorization_codes (grant_id);

      CREATE TABLE oauth_access_tokens (
        id uuid PRIMARY KEY,
        grant_id uuid NOT NULL REFERENCES oauth_grants ON DELETE CASCADE,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX oauth_access_tokens_of_grant ON oauth_access_tokens (grant_id);

      CREATE TABLE oauth_refresh_tokens (
        token_hash bytea PRIMARY KEY,
        grant_id uuid NOT NULL REFERENCES oauth_grants ON DELETE CASCADE,
        access_token_id uuid NOT NULL REFERENCES oauth_access_tokens ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        consumed_at timestamptz
      );
      CREATE INDEX oauth_refresh_tokens_of_grant ON oauth_refresh_tokens (grant_id);
      CREATE INDEX oauth_refresh_tokens_of_access_token ON oauth_refresh_tokens (access_token_id);

      -- subject: an API token, or the OAuth application that a request came through
      CREATE TABLE credential_usage (
        subject_id uuid NOT NULL,
        day date NOT NULL,
        requests bigint NOT NULL,
        last_used_at timestamptz NOT NULL,
        last_used_address text,
        PRIMARY KEY (subject_id, day)
      );

      CREATE TABLE signing_keys (
        id text PRIMARY KEY,
        private_key_encrypted bytea,
        public_key text NOT NULL,
        created_at timestamptz NOT NULL,
        retired_at timestamptz,
        CHECK ((private_key_encrypted IS NULL) = (retired_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX signing_keys_one_current ON signing_keys ((true)) WHERE retired_at IS NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DROP TABLE signing_keys, credential_usage, oauth_refresh_tokens, oauth_access_tokens, oauth_authorization_codes, oauth_grants,
        oauth_client_secrets, oauth_clients, api_tokens, sessions`,
    );
  }
}
