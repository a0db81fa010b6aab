import { MigrationInterface, QueryRunner } from 'typeorm';

export class PeopleAndWorkspaces1764000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- without a password: invited, and not signed in yet
      ALTER TABLE users ALTER COLUMN password_hash DROP NOT NULL;

      -- one for each user at most, so that a new one ends the one before
      CREATE TABLE password_links (
        user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
        token_hash bytea NOT NULL UNIQUE,
        purpose text NOT NULL CHECK (purpose IN ('invitation', 'reset')),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );

      ALTER TABLE workspaces ADD COLUMN allowed_schemes text[] NOT NULL DEFAULT '{}';

      -- as the actor was called then: people can be removed, entries can't be changed
      ALTER TABLE audit_log ADD COLUMN actor_name text, ADD COLUMN actor_email text;
      CREATE INDEX audit_log_of_actor ON audit_log (organization_id, actor_id, created_at DESC, id DESC);
      CREATE INDEX audit_log_of_resource
        ON audit_log (organization_id, resource_type, resource_id, created_at DESC, id DESC);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX audit_log_of_resource, audit_log_of_actor;
      ALTER TABLE audit_log DROP COLUMN actor_email, DROP COLUMN actor_name;
      ALTER TABLE workspaces DROP COLUMN allowed_schemes;
      DROP TABLE password_links;
      DELETE FROM users WHERE password_hash IS NULL;
      ALTER TABLE users ALTER COLUMN password_hash SET NOT NULL;
    `);
  }
}
