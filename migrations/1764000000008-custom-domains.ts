import { MigrationInterface, QueryRunner } from 'typeorm';

/** What a workspace sets for a domain of its own, and when its proof in DNS was looked for. */
export class CustomDomains1764000000008 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE domains
        ADD COLUMN root_redirect_url text,
        ADD COLUMN not_found_redirect_url text,
        ADD COLUMN is_workspace_default boolean NOT NULL DEFAULT false CHECK (NOT is_workspace_default OR workspace_id IS NOT NULL),
        ADD COLUMN apple_app_site_association jsonb,
        ADD COLUMN assetlinks jsonb,
        ADD COLUMN last_check text CHECK (last_check IN ('found', 'missing', 'no_answer', 'held_elsewhere')),
        ADD COLUMN checked_at timestamptz,
        ADD COLUMN missing_since timestamptz,
        ADD COLUMN missed_checks integer NOT NULL DEFAULT 0,
        -- null: not by schedule
        ADD COLUMN next_check_at timestamptz;
      UPDATE domains SET next_check_at = created_at WHERE organization_id IS NOT NULL;

      CREATE UNIQUE INDEX domains_of_workspace_by_name ON domains (workspace_id, hostname);
      DROP INDEX domains_of_workspace;
      CREATE UNIQUE INDEX domains_one_default ON domains (workspace_id) WHERE is_workspace_default;
      CREATE INDEX domains_due ON domains (next_check_at) WHERE next_check_at IS NOT NULL;
      CREATE INDEX domains_of_organization ON domains (organization_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX domains_of_organization, domains_due, domains_one_default;
      CREATE INDEX domains_of_workspace ON domains (workspace_id);
      DROP INDEX domains_of_workspace_by_name;
      ALTER TABLE domains
        DROP COLUMN root_redirect_url,
        DROP COLUMN not_found_redirect_url,
        DROP COLUMN is_workspace_default,
        DROP COLUMN apple_app_site_association,
        DROP COLUMN assetlinks,
        DROP COLUMN last_check,
        DROP COLUMN checked_at,
        DROP COLUMN missing_since,
        DROP COLUMN missed_checks,
        DROP COLUMN next_check_at;
    `);
  }
}
