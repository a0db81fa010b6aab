import { DataSource } from 'typeorm';
import { Configuration } from '../../src/config/configuration.js';
import { ensureDemoAccount } from '../../src/demo-account.js';
import { ClickDrain, ClickSpoolFacts } from '../../src/modules/clicks/index.js';
import { LinkCache } from '../../src/modules/redirects/application/link-cache.js';
import { DESTINATION_SQL, SLUG_SQL, slugOf } from '../many-links.js';
import type { CountedClicks } from '../recorded-clicks.js';
import { Product } from './product.js';

/** Of the trigger that makes links searchable, which takes most of the time and which no visit asks. */
const WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = 'replica'";
const NEW_LINKS = `
  WITH made AS (INSERT INTO short_urls
    (id, workspace_id, domain_id, slug, destination_url, title, redirect_type, created_at, updated_at)
  SELECT gen_random_uuid(), workspace_id, domain_id, ${SLUG_SQL}, ${DESTINATION_SQL}, 'Landing page ' || n, 302, now(), now()
  FROM (SELECT workspace_id, domain_id FROM short_urls LIMIT 1) AS place,
    generate_series((SELECT count(*) FROM short_urls WHERE slug ~ '^b[0-9]+$') + 1, $1::int) AS n
  RETURNING id, workspace_id, archived)
  INSERT INTO short_url_clicks (id, workspace_id, archived) SELECT id, workspace_id, archived FROM made`;

/** As many as are looked up at once. */
const PART = 500;

const product = await Product.start();
await ensureDemoAccount(product.app);

await product.serve((order) => (order === 'clicks' ? countedClicks() : grow(Number(order))));

/** Without the server's limit of time for a statement. */
async function grow(links: number): Promise<string> {
  const patient = await new DataSource({ ...product.app.get(DataSource).options, extra: {} }).initialize();
  await patient.transaction(async (manager) => {
    await manager.query(WITHOUT_TRIGGERS);
    await manager.query(NEW_LINKS, [links]);
  });
  for (const table of ['short_urls', 'short_url_clicks']) await patient.query(`VACUUM (ANALYZE) ${table}`);
  await patient.query('CHECKPOINT');
  await patient.destroy();
  await remember(links);
  return 'done';
}

/** What each of them would be after its first visit; visits enough for that would take the time of all measurements. */
async function remember(links: number): Promise<void> {
  const cache = product.app.get(LinkCache);
  const { defaultDomain } = product.app.get(Configuration);
  // The most popular last, as visits would have it.
  for (let last = links; last > 0; last -= PART) {
    const slugs = Array.from({ length: Math.min(PART, last) }, (_, index) => slugOf(last - index));
    await Promise.all(
      slugs.map(async (slug) => {
        cache.spell(`127.0.0.1:${product.port} /${slug}`, await cache.find({ domain: defaultDomain, slug }));
      }),
    );
  }
}

/** All that were recorded so far. */
async function countedClicks(): Promise<CountedClicks> {
  const begun = performance.now();
  await product.app.get(ClickDrain).run();
  const seconds = (performance.now() - begun) / 1000;
  const [row]: { clicks: string }[] = await product.app
    .get(DataSource)
    .query('SELECT sum(clicks) AS clicks FROM short_url_clicks');
  return { counted: Number(row?.clicks), lost: product.app.get(ClickSpoolFacts).lostClicks, seconds };
}
