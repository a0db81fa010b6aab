import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../../src/common/domain/errors.js';
import { StartupError } from '../../../src/common/domain/startup-error.js';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { DomainsService } from '../../../src/modules/domains/index.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { LinksDatabase, openLinksDatabase } from '../short-urls/links-database.js';

let links: LinksDatabase;
beforeAll(async () => {
  links = await openLinksDatabase();
});
afterAll(() => links.close());

function serviceFor(defaultDomain: string): DomainsService {
  const settings = readEnvironment({ PUBLIC_URL: 'https://app.example', DEFAULT_DOMAIN: defaultDomain });
  const configuration = new Configuration(settings, ['x'.repeat(32)], links.test.url);
  return new DomainsService(links.domains, configuration, new FakeClock());
}

async function prove(id: string, hostname: string, status: string): Promise<void> {
  await links.test.query(
    `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at)
     VALUES ($1, $2, $3, $4, $5, 'pending', now())`,
    [id, hostname, links.organizationId, links.first, status],
  );
}

describe("the installation's default domain", () => {
  test('is made once, however many instances start at the same moment', async () => {
    await Promise.all(Array.from({ length: 10 }, () => serviceFor('go.example').onModuleInit()));
    const rows = await links.test.query(`SELECT status FROM domains WHERE hostname = 'go.example'`);
    expect(rows).toEqual([{ status: 'verified' }]);
  });

  test('takes links of every workspace; the default before it keeps its links and takes no new ones', async () => {
    const service = serviceFor('new.example');
    await service.onModuleInit();
    expect(await service.forLinkOf(links.first)).toMatchObject({ hostname: 'new.example' });
    expect(await service.forLinkOf(links.second, 'NEW.example.')).toMatchObject({ hostname: 'new.example' });
    await expect(service.forLinkOf(links.first, 'hbk.example')).rejects.toThrow(ValidationError);
    expect(await service.isShortHost('hbk.example')).toBe(true);
    const { items } = await service.list(links.both, { page: 1, perPage: 100 });
    expect(items.map((it) => it.hostname)).toEqual(['new.example']);
  });

  test('cannot be a host that an organization has proved', async () => {
    await prove('0193b6f0-0000-7000-8000-00000000000a', 'proved.example', 'verified');
    await expect(serviceFor('proved.example').onModuleInit()).rejects.toThrow(StartupError);
  });
});

describe("a workspace's domains", () => {
  test('take its links once they are proved, and no other workspace’s', async () => {
    const service = serviceFor('hbk.example');
    await prove('0193b6f0-0000-7000-8000-00000000000b', 'own.example', 'verified');
    await prove('0193b6f0-0000-7000-8000-00000000000c', 'pending.example', 'pending');
    expect(await service.forLinkOf(links.first, 'Own.Example')).toMatchObject({ workspaceId: links.first });
    for (const [workspace, host] of [
      [links.second, 'own.example'],
      [links.first, 'pending.example'],
      [links.first, 'unknown.example'],
      [links.first, 'https://own.example'],
      [links.first, ''],
    ] as const) {
      await expect(service.forLinkOf(workspace, host)).rejects.toThrow(/is not a verified domain of this workspace/);
    }
    expect(await service.isShortHost('own.example:443')).toBe(true);
    expect(await service.isShortHost('own.example:8443')).toBe(false);
    expect(await service.isShortHost('pending.example')).toBe(false);
    expect(await service.isShortHost('app.example')).toBe(true);
  });

  test('are listed after the default, to those who reach the workspace', async () => {
    const service = serviceFor('hbk.example');
    const hostnames = async (reach = links.both) =>
      (await service.list(reach, { page: 1, perPage: 100 })).items.map((it) => it.hostname);
    expect(await hostnames()).toEqual(['hbk.example', 'own.example', 'pending.example', 'proved.example']);
    expect(await hostnames(links.reach(links.second))).toEqual(['hbk.example']);
    expect(await hostnames(links.reach())).toEqual(['hbk.example']);
    expect(await service.list(links.both, { page: 2, perPage: 3 })).toMatchObject({
      total: 4,
      items: [{ hostname: 'proved.example' }],
    });
  });
});
