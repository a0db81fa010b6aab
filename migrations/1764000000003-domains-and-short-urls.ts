import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Hostnames stand in ASCII, slugs in NFC. Every index of a list begins with the workspace and `archived`, which every
 * list fixes, and ends with the id, so that a page costs the same however deep it is.
 */
export class DomainsAndShortUrls1764000000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- without an organization: the installation's own
      CREATE TABLE domains (
        id uuid PRIMARY KEY,
        hostname text COLLATE "C" NOT NULL,
        organization_id uuid REFERENCES organizations ON DELETE CASCADE,
        workspace_id uuid REFERENCES workspaces ON DELETE CASCADE,
        status text NOT NULL CHECK (status IN ('pending', 'verified', 'failed')),
        routing_status text NOT NULL CHECK (routing_status IN ('pending', 'ok', 'failed')),
        created_at timestamptz NOT NULL,
        CHECK ((organization_id IS NULL) = (workspace_id IS NULL))
      );
      CREATE UNIQUE INDEX domains_installation ON domains (hostname) WHERE organization_id IS NULL;
      CREATE UNIQUE INDEX domains_one_verified ON domains (hostname) WHERE status = 'verified';
      CREATE INDEX domains_of_workspace ON domains (workspace_id);

      CREATE TABLE short_urls (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
        domain_id uuid NOT NULL REFERENCES domains,
        slug text COLLATE "C" NOT NULL,
        destination_url text NOT NULL,
        title text,
        tags text[] NOT NULL DEFAULT '{}',
        starts_at timestamptz,
        expires_at timestamptz,
        expired_url text,
        redirect_type smallint NOT NULL CHECK (redirect_type IN (301, 302, 307, 308)),
        archived boolean NOT NULL DEFAULT false,
        clicks bigint NOT NULL DEFAULT 0,
        created_by uuid REFERENCES users ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX short_urls_address ON short_urls (domain_id, slug);
      CREATE INDEX short_urls_by_age ON short_urls (workspace_id, archived, created_at, id);
      CREATE INDEX short_urls_by_clicks ON short_urls (workspace_id, archived, clicks, id);
      CREATE INDEX short_urls_by_title ON short_urls (workspace_id, archived, (left(lower(coalesce(title, '')), 75)), id);
      CREATE INDEX short_urls_tags ON short_urls USING gin (tags);
      CREATE INDEX short_urls_of_creator ON short_urls (created_by);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE short_urls, domains');
  }
}
