import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whatever decides what a credential may do announces itself at the commit that changes it, by the id that instances
 * remember it under: so no way of changing it, ours or an operator's, can forget to. What goes with its parent by a
 * cascade is covered by the parent's announcement.
 */
export class AccessChanges1764000000006 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- argument: the column that holds the id
      CREATE FUNCTION announce_access_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('access_changed', to_jsonb(COALESCE(NEW, OLD)) ->> TG_ARGV[0]);
        RETURN NULL;
      END $$;

      CREATE FUNCTION announce_group_reach_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('access_changed', organization_id::text) FROM workspaces
          WHERE id = (to_jsonb(COALESCE(NEW, OLD)) ->> 'workspace_id')::uuid;
        RETURN NULL;
      END $$;

      CREATE TRIGGER access_changed AFTER DELETE ON api_tokens
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('id');
      CREATE TRIGGER access_changed AFTER DELETE OR UPDATE OF scopes ON oauth_clients
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('id');
      CREATE TRIGGER access_changed AFTER UPDATE OF revoked_at ON oauth_grants
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('id');
      CREATE TRIGGER access_changed AFTER UPDATE OF revoked_at ON oauth_access_tokens
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('id');

      CREATE TRIGGER access_changed AFTER DELETE OR UPDATE OF role, status, permissions, organization_id ON members
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('user_id');
      CREATE TRIGGER access_changed AFTER INSERT OR DELETE ON member_workspaces
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('user_id');
      CREATE TRIGGER access_changed AFTER INSERT OR DELETE ON group_members
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('user_id');
      CREATE TRIGGER access_changed AFTER DELETE OR UPDATE OF permissions ON groups
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('organization_id');
      CREATE TRIGGER access_changed AFTER INSERT OR DELETE ON group_workspaces
        FOR EACH ROW EXECUTE FUNCTION announce_group_reach_change();

      CREATE TRIGGER access_changed AFTER DELETE OR UPDATE ON users
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('id');
      CREATE TRIGGER access_changed AFTER INSERT OR DELETE OR UPDATE ON workspaces
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('organization_id');
      CREATE TRIGGER access_changed AFTER DELETE OR UPDATE ON organizations
        FOR EACH ROW EXECUTE FUNCTION announce_access_change('id');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION announce_access_change, announce_group_reach_change CASCADE');
  }
}
