import { type EntityManager } from 'typeorm';

const WORKSPACES = 100;
/** Links that one statement makes; more would keep the rest of the machine waiting. */
const PART = 50_000;
const TRIGRAMS = 'short_url_texts_trigrams';

/**
 * Makes links until there are so many, in a hundred workspaces of which few are large and most are small, with titles,
 * tags and destinations as people give them. Answers with the largest workspace.
 */
export async function growLinks(manager: EntityManager, links: number): Promise<string> {
  await manager.query(
    `INSERT INTO workspaces (id, organization_id, name, created_at)
     SELECT gen_random_uuid(), o.id, 'Workspace ' || n, now() + n * interval '1 millisecond'
     FROM organizations o, generate_series((SELECT count(*) FROM workspaces) + 1, $1) AS n`,
    [WORKSPACES],
  );
  // Trigrams one by one would take many times as long as all at once.
  const [trigrams]: { definition: string }[] = await manager.query(
    `SELECT pg_get_indexdef('${TRIGRAMS}'::regclass) AS definition`,
  );
  await manager.query(`DROP INDEX ${TRIGRAMS}`);
  for (let made = await countOf(manager); made < links; made += PART) {
    await manager.query(NEW_LINKS, [made + 1, Math.min(made + PART, links)]);
  }
  await manager.query('UPDATE short_url_clicks SET clicks = floor(power(random(), 4) * 1000)');
  await manager.query(trigrams?.definition ?? '');
  await manager.query(NEW_TAGS);
  await manager.query('SELECT sum_up_short_url_counts(id) FROM workspaces');
  for (const table of ['short_urls', 'short_url_clicks', 'short_url_texts', 'short_url_counts', 'tags']) {
    await manager.query(`VACUUM (ANALYZE) ${table}`);
  }
  await manager.query('CHECKPOINT');
  const [largest]: { id: string }[] = await manager.query('SELECT id FROM workspaces ORDER BY created_at LIMIT 1');
  return largest?.id ?? '';
}

const countOf = async (manager: EntityManager): Promise<number> => {
  const [row]: { count: string }[] = await manager.query('SELECT count(*) FROM short_urls');
  return Number(row?.count);
};

/** As many logarithms of chance fall to a workspace as its share of the whole: the first has a seventh. */
const NEW_LINKS = `
  WITH places AS (
    SELECT array_agg(id ORDER BY created_at) AS workspaces, (SELECT id FROM domains LIMIT 1) AS domain FROM workspaces
  )
  INSERT INTO short_urls (id, workspace_id, domain_id, slug, destination_url, title, tags, redirect_type, archived,
    created_at, updated_at, external_id)
  SELECT gen_random_uuid(), workspaces[least(${WORKSPACES}, floor(exp(random() * ln(${WORKSPACES} + 0.99))))], domain,
    'bench-' || n,
    'https://' || (ARRAY['www', 'shop', 'blog', 'help'])[1 + n % 4] || '.site' || n % 1999 || '.example/' || md5(n::text),
    (ARRAY['Spring', 'Summer', 'Autumn', 'Winter', 'Weekly', 'Monthly', 'Special'])[1 + n % 7] || ' '
      || (ARRAY['offer', 'newsletter', 'guide', 'launch', 'webinar', 'sale', 'update'])[1 + n / 7 % 7] || ' for '
      || (ARRAY['riders', 'members', 'partners', 'schools', 'visitors'])[1 + n / 49 % 5] || ' ' || n,
    CASE WHEN n % 5 = 0 THEN '{}' ELSE ARRAY['tag ' || floor(power(random(), 3) * 200), 'team ' || n % 9] END,
    302, n % 20 = 0,
    now() - interval '400 days' + n * interval '30 seconds', now(), 'grown-' || n
  FROM places, generate_series($1::int, $2::int) AS n`;

const NEW_TAGS = `
  INSERT INTO tags (id, workspace_id, name, created_at, updated_at)
  SELECT gen_random_uuid(), workspace_id, tag, now(), now()
  FROM (SELECT DISTINCT workspace_id, tag FROM short_url_counts WHERE tag <> '') AS used ON CONFLICT DO NOTHING`;
