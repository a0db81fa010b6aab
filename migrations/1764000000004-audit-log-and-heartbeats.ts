import { MigrationInterface, QueryRunner } from 'typeorm';

export class AuditLogAndHeartbeats1764000000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE audit_log (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        workspace_id uuid,
        actor_id uuid,
        credential_type text,
        credential_id uuid,
        address text,
        action text NOT NULL,
        resource_type text NOT NULL,
        resource_id text NOT NULL,
        changes jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL
      );
      CREATE INDEX audit_log_of_organization ON audit_log (organization_id, created_at DESC, id DESC);

      CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the audit log is append-only';
      END $$;
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();

      CREATE TABLE heartbeats (
        component text NOT NULL,
        minute timestamptz NOT NULL,
        healthy boolean NOT NULL,
        PRIMARY KEY (component, minute)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE heartbeats, audit_log; DROP FUNCTION audit_log_is_append_only');
  }
}
