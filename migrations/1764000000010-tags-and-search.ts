import { MigrationInterface, QueryRunner } from 'typeorm';
import { v7 } from 'uuid';

/**
 * Tags as things of their own, and what finds and counts links without reading them all. The text that a search looks
 * through stands in a table of its own, so that the many updates of a link's counter leave its trigrams alone.
 */
export class TagsAndSearch1764000000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE tags (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
        name text COLLATE "C" NOT NULL,
        -- null: one by its name
        colour text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT tags_name UNIQUE (workspace_id, name)
      );

      -- pg_trgm passes over what is no letter in the database's locale, in some all but ASCII: such a character becomes
      -- capitals, which a folded text has none of, in words of one length, so that no part of one is taken for another.
      CREATE FUNCTION search_form(content text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
      DECLARE
        -- In the database's own locale, although the collation of slugs is "C".
        -- Whether a sigma is the last of its word is no matter of capitals.
        folded text := replace(lower(content COLLATE "default"), 'ς', 'σ');
      BEGIN
        IF octet_length(folded) = length(folded) THEN
          RETURN folded;
        END IF;
        RETURN (
          SELECT string_agg(CASE
            WHEN code < 128 THEN letter
            WHEN code < 65536 THEN 'Z' || translate(lpad(to_hex(code), 4, '0'), '0123456789abcdef', 'ABCDEFGHIJKLMNOP')
            ELSE 'Y' || translate(lpad(to_hex(code), 6, '0'), '0123456789abcdef', 'ABCDEFGHIJKLMNOP')
          END, '' ORDER BY place)
          FROM string_to_table(folded, NULL) WITH ORDINALITY AS letters (letter, place), ascii(letter) AS code
        );
      END $$;

      -- Fields are parted by a capital, which no search can hold.
      CREATE FUNCTION short_url_text(slug text, title text, destination_url text, tags text[])
      RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      BEGIN
        RETURN array_to_string(ARRAY[search_form(slug), search_form(title), search_form(destination_url)]
          || ARRAY(SELECT search_form(tag) FROM unnest(tags) AS tag), 'X');
      END $$;

      CREATE TABLE short_url_texts (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        archived boolean NOT NULL,
        created_at timestamptz NOT NULL,
        content text NOT NULL
      );
      -- The planner's guess of how many links a search matches decides how it is done.
      ALTER TABLE short_url_texts ALTER content SET STATISTICS 1000;

      -- Each is a sum of rows: whoever writes links adds rows and waits for nobody. The tag '' stands for all links.
      CREATE TABLE short_url_counts (
        workspace_id uuid NOT NULL,
        tag text COLLATE "C" NOT NULL,
        archived boolean NOT NULL,
        links integer NOT NULL
      );

      INSERT INTO short_url_texts
        SELECT id, workspace_id, archived, created_at, short_url_text(slug, title, destination_url, tags) FROM short_urls;
      INSERT INTO short_url_counts
        SELECT workspace_id, tag, archived, count(*) FROM short_urls, unnest(tags || ''::text) AS tag GROUP BY 1, 2, 3;
      -- Whoever fills the list of pending trigrams waits until they are worked in: so it is short.
      CREATE INDEX short_url_texts_trigrams ON short_url_texts
        USING gin (content gin_trgm_ops) WITH (gin_pending_list_limit = 1024);
      CREATE INDEX short_url_texts_by_age ON short_url_texts (workspace_id, archived, created_at, id);
      CREATE INDEX short_url_counts_by_tag ON short_url_counts (workspace_id, tag, archived) INCLUDE (links);

      CREATE FUNCTION sum_up_short_url_counts(workspace uuid) RETURNS void LANGUAGE sql AS $$
        WITH several AS (
          SELECT tag, archived FROM short_url_counts WHERE workspace_id = workspace GROUP BY 1, 2 HAVING count(*) > 1
        ), free AS (
          SELECT c.ctid FROM short_url_counts c JOIN several USING (tag, archived)
          WHERE workspace_id = workspace FOR UPDATE OF c SKIP LOCKED
        ), taken AS (
          DELETE FROM short_url_counts c USING free WHERE c.ctid = free.ctid RETURNING c.tag, c.archived, c.links
        )
        INSERT INTO short_url_counts
          SELECT workspace, tag, archived, sum(links) FROM taken GROUP BY 2, 3 HAVING sum(links) <> 0
      $$;

      CREATE FUNCTION short_urls_added() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO short_url_texts
          SELECT id, workspace_id, archived, created_at, short_url_text(slug, title, destination_url, tags) FROM added;
        INSERT INTO short_url_counts
          SELECT workspace_id, tag, archived, count(*) FROM added, unnest(tags || ''::text) AS tag GROUP BY 1, 2, 3;
        -- Now and then, so that there are never many to sum up.
        IF random() < 0.02 THEN
          PERFORM sum_up_short_url_counts(workspace_id) FROM (SELECT DISTINCT workspace_id FROM added) AS written;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER short_urls_added AFTER INSERT ON short_urls REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION short_urls_added();

      CREATE FUNCTION short_urls_removed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM short_url_texts USING removed WHERE short_url_texts.id = removed.id;
        INSERT INTO short_url_counts
          SELECT workspace_id, tag, archived, -count(*) FROM removed, unnest(tags || ''::text) AS tag GROUP BY 1, 2, 3;
        IF random() < 0.02 THEN
          PERFORM sum_up_short_url_counts(workspace_id) FROM (SELECT DISTINCT workspace_id FROM removed) AS written;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER short_urls_removed AFTER DELETE ON short_urls REFERENCING OLD TABLE AS removed
        FOR EACH STATEMENT EXECUTE FUNCTION short_urls_removed();

      -- For each row, because only such a trigger can pass over visits, which count clicks.
      CREATE FUNCTION short_url_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE short_url_texts
          SET archived = NEW.archived, created_at = NEW.created_at,
            content = short_url_text(NEW.slug, NEW.title, NEW.destination_url, NEW.tags)
          WHERE id = NEW.id;
        INSERT INTO short_url_counts
          SELECT NEW.workspace_id, tag, archived, sum(change) FROM (
            SELECT unnest(OLD.tags || ''::text), OLD.archived, -1
            UNION ALL SELECT unnest(NEW.tags || ''::text), NEW.archived, 1
          ) AS changes (tag, archived, change) GROUP BY tag, archived HAVING sum(change) <> 0;
        -- Less often, as one statement may change thousands.
        IF random() < 0.002 THEN
          PERFORM sum_up_short_url_counts(NEW.workspace_id);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER short_url_changed AFTER UPDATE ON short_urls FOR EACH ROW
        WHEN ((OLD.slug, OLD.title, OLD.destination_url, OLD.tags, OLD.archived, OLD.created_at)
          IS DISTINCT FROM (NEW.slug, NEW.title, NEW.destination_url, NEW.tags, NEW.archived, NEW.created_at))
        EXECUTE FUNCTION short_url_changed();
    `);
    await nameTags(queryRunner);
  }

  /** The extension stays: something else in the database may use it by now. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER short_url_changed ON short_urls;
      DROP TRIGGER short_urls_removed ON short_urls;
      DROP TRIGGER short_urls_added ON short_urls;
      DROP TABLE short_url_counts, short_url_texts, tags;
      DROP FUNCTION short_url_changed, short_urls_removed, short_urls_added, sum_up_short_url_counts, short_url_text, search_form;
    `);
  }
}

/** Every tag that a link has. */
async function nameTags(queryRunner: QueryRunner): Promise<void> {
  const used = (await queryRunner.query(
    "SELECT DISTINCT workspace_id AS workspace, tag FROM short_url_counts WHERE tag <> ''",
  )) as { workspace: string; tag: string }[];
  await queryRunner.query(
    `INSERT INTO tags (id, workspace_id, name, created_at, updated_at)
     SELECT id, workspace_id, name, now(), now() FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS used (id, workspace_id, name)`,
    [used.map(() => v7()), used.map(({ workspace }) => workspace), used.map(({ tag }) => tag)],
  );
}
