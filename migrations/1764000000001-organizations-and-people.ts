import { MigrationInterface, QueryRunner } from 'typeorm';

export class OrganizationsAndPeople1764000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE organizations (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        plan text NOT NULL,
        requests_per_minute integer CHECK (requests_per_minute > 0),
        created_at timestamptz NOT NULL
      );

      CREATE TABLE users (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        email text NOT NULL,
        password_hash text NOT NULL,
        theme text NOT NULL DEFAULT 'system',
        timezone text NOT NULL DEFAULT 'UTC',
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX users_email ON users (lower(email));

      CREATE TABLE workspaces (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        is_default boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL,
        deleted_at timestamptz
      );
      CREATE INDEX workspaces_of_organization ON workspaces (organization_id);
      CREATE UNIQUE INDEX workspaces_one_default ON workspaces (organization_id) WHERE is_default;
      CREATE UNIQUE INDEX workspaces_name ON workspaces (organization_id, lower(name)) WHERE deleted_at IS NULL;

      CREATE TABLE members (
        user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
        status text NOT NULL CHECK (status IN ('active', 'suspended')),
        permissions text[] NOT NULL DEFAULT '{}',
        last_workspace text,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX members_of_organization ON members (organization_id);

      CREATE TABLE member_workspaces (
        user_id uuid NOT NULL REFERENCES members ON DELETE CASCADE,
        workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
        PRIMARY KEY (user_id, workspace_id)
      );
      CREATE INDEX member_workspaces_of_workspace ON member_workspaces (workspace_id);

      CREATE TABLE groups (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        permissions text[] NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX groups_name ON groups (organization_id, lower(name));

      CREATE TABLE group_members (
        group_id uuid NOT NULL REFERENCES groups ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES members ON DELETE CASCADE,
        PRIMARY KEY (group_id, user_id)
      );
      CREATE INDEX group_members_of_user ON group_members (user_id);

      CREATE TABLE group_workspaces (
        group_id uuid NOT NULL REFERENCES groups ON DELETE CASCADE,
        workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
        PRIMARY KEY (group_id, workspace_id)
      );
      CREATE INDEX group_workspaces_of_workspace ON group_workspaces (workspace_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE group_workspaces, group_members, groups, member_workspaces, members, workspaces, users, organizations',
    );
  }
}
