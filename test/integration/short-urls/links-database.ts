import { DataSource } from 'typeorm';
import { PERMISSIONS } from '../../../src/common/domain/access/permission.js';
import { Reach } from '../../../src/common/domain/access/reach.js';
import { newId } from '../../../src/common/domain/id.js';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { Database } from '../../../src/database/database.js';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { Domain } from '../../../src/modules/domains/index.js';
import { DomainSchema } from '../../../src/modules/domains/infrastructure/domain.schema.js';
import { TypeormDomainRepository } from '../../../src/modules/domains/infrastructure/typeorm-domain.repository.js';
import { ShortUrl } from '../../../src/modules/short-urls/index.js';
import { DEFAULT_SETTINGS, ShortUrlSettings } from '../../../src/modules/short-urls/domain/short-url.js';
import { ShortUrlSchema } from '../../../src/modules/short-urls/infrastructure/short-url.schema.js';
import { TagSchema } from '../../../src/modules/short-urls/infrastructure/tag.schema.js';
import { TypeormShortUrlDirectory } from '../../../src/modules/short-urls/infrastructure/typeorm-short-url-directory.js';
import { TypeormShortUrlRepository } from '../../../src/modules/short-urls/infrastructure/typeorm-short-url.repository.js';
import { TypeormTagRepository } from '../../../src/modules/short-urls/infrastructure/typeorm-tag.repository.js';
import { testDatabase } from '../../support/database.js';

const BEGINNING = new Date('2026-11-01T00:00:00Z');

export const reachOf = (organizationId: string, workspaceIds: readonly string[]): Reach =>
  new Reach(organizationId, 'all', new Map(workspaceIds.map((id) => [id, new Set(PERMISSIONS)])), workspaceIds[0]);

/** A database with an organization, two workspaces of it, and a domain; links are added through the repository. */
export async function openLinksDatabase() {
  const test = await testDatabase();
  const dataSource = new DataSource({
    ...dataSourceOptions(test.url),
    entities: [DomainSchema, ShortUrlSchema, TagSchema],
  });
  await dataSource.initialize();
  const database = new Database(dataSource);
  const domains = new TypeormDomainRepository(database);
  const shortUrls = new TypeormShortUrlRepository(database);
  const [organizationId, first, second] = [newId(), newId(), newId()];
  await test.query('INSERT INTO organizations (id, name, plan, created_at) VALUES ($1, $2, $3, now())', [
    organizationId,
    'Harbour Bikes',
    'free',
  ]);
  for (const id of [first, second]) {
    await test.query('INSERT INTO workspaces (id, organization_id, name, created_at) VALUES ($1, $2, $3, now())', [
      id,
      organizationId,
      id,
    ]);
  }
  const domain = Domain.ofInstallation('hbk.example', BEGINNING);
  await domains.addIfFree(domain);
  const both = reachOf(organizationId, [first, second]);

  let made = 0;
  const build = (workspaceId: string, settings: Partial<ShortUrlSettings> = {}): ShortUrl => {
    made += 1;
    const defaults: ShortUrlSettings = {
      ...DEFAULT_SETTINGS,
      domainId: domain.id,
      slug: `slug-${made}`,
      destinationUrl: `https://example.com/${made}`,
    };
    const at = new Date(BEGINNING.getTime() + made * 1000);
    return ShortUrl.create({ ...defaults, ...settings }, { workspaceId, createdBy: null }, at);
  };
  const add = async (workspaceId: string, settings: Partial<ShortUrlSettings> = {}): Promise<ShortUrl> => {
    const shortUrl = build(workspaceId, settings);
    if ((await shortUrls.add(both, [shortUrl])).size > 0) throw new Error('The address is taken');
    return shortUrl;
  };
  return {
    ...{ test, database, domains, shortUrls, domain, organizationId, first, second, both, build, add },
    /** Resolves once a statement waits for another transaction. */
    somebodyWaits: async (): Promise<void> => {
      const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await waitUntil(async () => (await test.query(waiting)).length > 0);
    },
    tags: new TypeormTagRepository(database),
    directory: new TypeormShortUrlDirectory(database),
    reach: (...ids: string[]) => reachOf(organizationId, ids),
    close: async () => {
      await dataSource.destroy();
      await test.drop();
    },
  };
}

export type LinksDatabase = Awaited<ReturnType<typeof openLinksDatabase>>;
