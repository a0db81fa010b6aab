import { MigrationInterface, QueryRunner } from 'typeorm';

export class OAuthApprovals1764000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- what a user has allowed an application; workspace_id NULL: all that the user reaches
      CREATE TABLE oauth_approvals (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        oauth_client_id uuid NOT NULL REFERENCES oauth_clients ON DELETE CASCADE,
        workspace_id uuid REFERENCES workspaces ON DELETE CASCADE,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, oauth_client_id)
      );
      CREATE INDEX oauth_approvals_of_client ON oauth_approvals (oauth_client_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE oauth_approvals');
  }
}
