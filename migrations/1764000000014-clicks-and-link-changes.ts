import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Up to where each process's recorded clicks are counted; and news, at the commit, of what changes where a visit goes:
 * `link:<id>`, `workspace:<id>` and `host:<name>` for what instances remember of them, `new` for the addresses that they
 * remember as unknown, `all`.
 */
export class ClicksAndLinkChanges1764000000014 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE click_spools (
        id uuid PRIMARY KEY,
        segment integer NOT NULL DEFAULT 0,
        "offset" integer NOT NULL DEFAULT 0
      );

      CREATE FUNCTION announce_new_links() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('link_changed', 'new');
        RETURN NULL;
      END $$;

      CREATE FUNCTION announce_changed_link() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('link_changed', 'link:' || NEW.id);
        -- its new address may be remembered as unknown
        IF OLD.slug <> NEW.slug OR OLD.domain_id <> NEW.domain_id THEN
          PERFORM pg_notify('link_changed', 'new');
        END IF;
        RETURN NULL;
      END $$;

      -- of a thousand one word says enough
      CREATE FUNCTION announce_gone_links() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT count(*) FROM (SELECT FROM gone LIMIT 1001) AS counted) > 1000 THEN
          PERFORM pg_notify('link_changed', 'all');
        ELSE
          PERFORM pg_notify('link_changed', 'link:' || id) FROM gone;
        END IF;
        RETURN NULL;
      END $$;

      CREATE FUNCTION announce_changed_host() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('link_changed', 'host:' || (to_jsonb(COALESCE(NEW, OLD)) ->> 'hostname'));
        RETURN NULL;
      END $$;

      CREATE FUNCTION announce_changed_workspace() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('link_changed', 'workspace:' || NEW.id);
        PERFORM pg_notify('link_changed', 'new');
        RETURN NULL;
      END $$;

      CREATE TRIGGER link_changed_new AFTER INSERT ON short_urls
        FOR EACH STATEMENT EXECUTE FUNCTION announce_new_links();
      -- counting visits changes nothing
      CREATE TRIGGER link_changed AFTER UPDATE OF domain_id, slug, destination_url, starts_at, expires_at, expired_url,
          max_clicks, password_hash, utm, forward_query, routing_rules, redirect_type ON short_urls
        FOR EACH ROW EXECUTE FUNCTION announce_changed_link();
      CREATE TRIGGER link_changed_gone AFTER DELETE ON short_urls REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION announce_gone_links();
      CREATE TRIGGER link_changed AFTER INSERT OR DELETE OR UPDATE OF hostname, status, root_redirect_url,
          not_found_redirect_url, apple_app_site_association, assetlinks ON domains
        FOR EACH ROW EXECUTE FUNCTION announce_changed_host();
      CREATE TRIGGER link_changed AFTER UPDATE OF deleted_at ON workspaces
        FOR EACH ROW EXECUTE FUNCTION announce_changed_workspace();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION announce_new_links, announce_changed_link, announce_gone_links, announce_changed_host,
        announce_changed_workspace CASCADE;
      DROP TABLE click_spools;
    `);
  }
}
