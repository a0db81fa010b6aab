import { MigrationInterface, QueryRunner } from 'typeorm';

/** `human_clicks` is what `max_clicks` bounds; it counts from now on, as what was counted so far tells people and bots not apart. */
export class ShortUrlSettings1764000000009 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE short_urls
        ADD COLUMN max_clicks integer CHECK (max_clicks > 0),
        ADD COLUMN human_clicks bigint NOT NULL DEFAULT 0,
        ADD COLUMN password_hash text,
        ADD COLUMN utm jsonb,
        ADD COLUMN forward_query boolean NOT NULL DEFAULT false,
        ADD COLUMN routing_rules jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN external_id text COLLATE "C";
      CREATE UNIQUE INDEX short_urls_external_id ON short_urls (workspace_id, external_id);

      -- Addresses that links have left, which only their workspace may take before that time.
      CREATE TABLE reserved_addresses (
        domain_id uuid NOT NULL REFERENCES domains ON DELETE CASCADE,
        slug text COLLATE "C" NOT NULL,
        workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
        reserved_until timestamptz NOT NULL,
        PRIMARY KEY (domain_id, slug)
      );
      CREATE INDEX reserved_addresses_of_workspace ON reserved_addresses (workspace_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE reserved_addresses;
      ALTER TABLE short_urls
        DROP COLUMN max_clicks,
        DROP COLUMN human_clicks,
        DROP COLUMN password_hash,
        DROP COLUMN utm,
        DROP COLUMN forward_query,
        DROP COLUMN routing_rules,
        DROP COLUMN external_id;
    `);
  }
}
