import { MigrationInterface, QueryRunner } from 'typeorm';

/** Single clicks, by how long their plan keeps them and by day; and what they add up to, which stays. */
export class SingleClicksAndRollups1764000000015 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE SEQUENCE click_batches;

      -- Each list has a partition for each day, of UTC, which is dropped when its time has come.
      CREATE TABLE clicks (
        at timestamptz NOT NULL,
        kept_days smallint NOT NULL,
        batch bigint NOT NULL,
        workspace_id uuid NOT NULL,
        domain_id uuid NOT NULL,
        short_url_id uuid NOT NULL,
        is_unique boolean NOT NULL,
        is_scan boolean NOT NULL,
        bot_kind text,
        country text,
        region text,
        city text,
        continent text,
        device text,
        os text,
        browser text,
        language text,
        referrer text,
        channel text,
        utm_source text,
        utm_medium text,
        utm_campaign text
      ) PARTITION BY LIST (kept_days);
      CREATE INDEX clicks_of_workspace ON clicks (workspace_id, at);

      -- Of each day one, gone soon after it: then nobody can tell any more whose visit a click was.
      CREATE TABLE click_salts (day date PRIMARY KEY, salt bytea NOT NULL);
      -- Who has visited which link on a day, as a number that means nothing without the day's salt.
      CREATE TABLE click_visitors (
        day date NOT NULL,
        visitor bigint NOT NULL,
        PRIMARY KEY (day, visitor)
      ) PARTITION BY RANGE (day);

      -- Several rows may speak of the same time and add up: whoever counts adds rows, and waits for nobody.
      CREATE TABLE click_rollups (
        -- 0: a link, 1: a domain in a workspace, 2: a workspace
        scope smallint NOT NULL,
        -- 0: a quarter of an hour, 1: a day of UTC, 2: a quarter of an hour of which a day holds all, too,
        -- 3: a month of UTC, 4: a day of which a month holds all, too
        grain smallint NOT NULL,
        workspace_id uuid NOT NULL,
        subject_id uuid NOT NULL,
        starts_at timestamptz NOT NULL,
        clicks integer NOT NULL,
        human_clicks integer NOT NULL,
        unique_clicks integer NOT NULL,
        qr_scans integer NOT NULL,
        -- [["value"], [clicks, human_clicks, unique_clicks, qr_scans]], the four of each value after those of the one
        -- before; what is missing of the above has no value
        minute json,
        short_url json,
        domain json,
        country json,
        region json,
        city json,
        continent json,
        device json,
        os json,
        browser json,
        language json,
        referrer json,
        channel json,
        bot json,
        bot_kind json,
        qr json,
        utm_source json,
        utm_medium json,
        utm_campaign json
      );
      -- With the sums: a year of quarters of an hour is read from here alone.
      CREATE INDEX click_rollups_of_subject ON click_rollups (workspace_id, scope, subject_id, grain, starts_at)
        INCLUDE (clicks, human_clicks, unique_clicks, qr_scans);
      CREATE INDEX click_rollups_by_time ON click_rollups (starts_at, grain);

      CREATE TABLE click_rollup_days (day date PRIMARY KEY);
      -- By their first days.
      CREATE TABLE click_rollup_months (month date PRIMARY KEY);

      -- Where clicks of a link count that were not drained when it was deleted; gone some weeks later.
      CREATE TABLE gone_short_urls (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        domain_id uuid NOT NULL,
        deleted_at timestamptz NOT NULL DEFAULT now()
      );

      -- Of a link that is gone its domain and its workspace keep what it added to them. Those of a workspace go with it.
      CREATE FUNCTION forget_link_rollups() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM click_rollups r USING gone
          WHERE r.workspace_id = gone.workspace_id AND r.scope = 0 AND r.subject_id = gone.id;
        INSERT INTO gone_short_urls (id, workspace_id, domain_id)
          SELECT gone.id, workspace_id, domain_id FROM gone JOIN workspaces w ON w.id = workspace_id ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER forget_link_rollups AFTER DELETE ON short_urls REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION forget_link_rollups();
      CREATE FUNCTION forget_workspace_rollups() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM click_rollups r USING gone WHERE r.workspace_id = gone.id;
        DELETE FROM gone_short_urls USING gone WHERE gone_short_urls.workspace_id = gone.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER forget_workspace_rollups AFTER DELETE ON workspaces REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION forget_workspace_rollups();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION forget_link_rollups, forget_workspace_rollups CASCADE;
      DROP TABLE clicks, click_salts, click_visitors, click_rollups, click_rollup_days, click_rollup_months, gone_short_urls;
      DROP SEQUENCE click_batches;
    `);
  }
}
