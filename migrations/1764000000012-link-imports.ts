import { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of links on their way in: any instance can go on with one where another has stopped. */
export class LinkImports1764000000012 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE import_files (
        id uuid PRIMARY KEY,
        created_at timestamptz NOT NULL
      );
      CREATE TABLE import_file_chunks (
        file_id uuid NOT NULL REFERENCES import_files ON DELETE CASCADE,
        number integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (file_id, number)
      );

      -- layout, options and actor are kept as they were when the file came
      CREATE TABLE link_imports (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
        created_by uuid REFERENCES users ON DELETE SET NULL,
        file_id uuid REFERENCES import_files ON DELETE SET NULL,
        is_retry boolean NOT NULL DEFAULT false,
        status text NOT NULL CHECK (status IN ('pending', 'in_progress', 'completed', 'failed')),
        dry_run boolean NOT NULL,
        file_name text,
        format text NOT NULL,
        layout json NOT NULL,
        options json NOT NULL,
        actor json NOT NULL,
        ignored_columns json NOT NULL,
        -- the last row that is done, of the file or of those that are tried again
        position integer NOT NULL DEFAULT 0,
        total integer,
        succeeded integer NOT NULL DEFAULT 0,
        failed integer NOT NULL DEFAULT 0,
        message text,
        lease_holder uuid,
        lease_until timestamptz,
        -- how often it was broken off without having come further
        stalls integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        completed_at timestamptz
      );
      CREATE INDEX link_imports_of_workspace ON link_imports (workspace_id, created_at, id);
      CREATE INDEX link_imports_of_organization ON link_imports (organization_id);
      CREATE INDEX link_imports_of_file ON link_imports (file_id);
      CREATE INDEX link_imports_of_creator ON link_imports (created_by);
      CREATE INDEX link_imports_open ON link_imports (created_at) WHERE status IN ('pending', 'in_progress');
      CREATE INDEX link_imports_ended ON link_imports (completed_at) WHERE completed_at IS NOT NULL;

      -- cells are encrypted, as the file's bytes are: they may be passwords
      CREATE TABLE import_failures (
        import_id uuid NOT NULL REFERENCES link_imports ON DELETE CASCADE,
        row_number integer NOT NULL,
        errors json NOT NULL,
        cells bytea NOT NULL,
        PRIMARY KEY (import_id, row_number)
      );

      -- What rows without a name of their own have made, so that the same row makes nothing twice;
      -- import_id is the last import that has met it.
      CREATE TABLE imported_rows (
        short_url_id uuid PRIMARY KEY REFERENCES short_urls ON DELETE CASCADE,
        workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
        key bytea NOT NULL,
        import_id uuid NOT NULL
      );
      CREATE INDEX imported_rows_by_key ON imported_rows (workspace_id, key);

      -- Addresses that the rows of a dry run would have taken.
      CREATE TABLE import_claims (
        import_id uuid NOT NULL REFERENCES link_imports ON DELETE CASCADE,
        address text COLLATE "C" NOT NULL,
        -- json and not jsonb: it is only read back
        link json NOT NULL,
        PRIMARY KEY (import_id, address)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE import_claims, imported_rows, import_failures, link_imports, import_file_chunks, import_files
    `);
  }
}
