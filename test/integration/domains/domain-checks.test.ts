import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { HttpAdapterHost } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { newId } from '../../../src/common/domain/id.js';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { Database } from '../../../src/database/database.js';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { DomainChecksService } from '../../../src/modules/domains/application/domain-checks.service.js';
import { DomainInspection } from '../../../src/modules/domains/application/domain-inspection.js';
import { DomainNews } from '../../../src/modules/domains/application/domain-news.js';
import { DomainsService } from '../../../src/modules/domains/index.js';
import { DomainCheckSchedule } from '../../../src/modules/domains/infrastructure/domain-check-schedule.js';
import { DomainSchema } from '../../../src/modules/domains/infrastructure/domain.schema.js';
import { TypeormDomainRepository } from '../../../src/modules/domains/infrastructure/typeorm-domain.repository.js';
import { TypeormAuditTrail } from '../../../src/modules/audit/infrastructure/typeorm-audit-trail.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { FakeDnsLookup } from '../../fakes/fake-dns-lookup.js';
import { RecordingEventPublisher } from '../../fakes/recording-event-publisher.js';
import { TestDatabase, testDatabase } from '../../support/database.js';

const NOW = new Date('2026-11-25T09:00:00Z');
const DAY = 24 * 60 * 60;

/** One process of several: a pool, a clock and a DNS of its own. */
async function instance(url: string, dns: FakeDnsLookup, clock: FakeClock) {
  const dataSource = await new DataSource({ ...dataSourceOptions(url), entities: [DomainSchema] }).initialize();
  const database = new Database(dataSource);
  const domains = new TypeormDomainRepository(database);
  const settings = readEnvironment({ PUBLIC_URL: 'https://app.example' });
  const configuration = new Configuration(settings, ['x'.repeat(32)], url);
  const events = new RecordingEventPublisher(database);
  const checks = new DomainChecksService(
    new DomainsService(domains, configuration, clock),
    domains,
    new DomainInspection(dns, configuration),
    new DomainNews(new TypeormAuditTrail(database, clock), events),
    database,
    clock,
  );
  return { checks, events, close: () => dataSource.destroy() };
}

type Instance = Awaited<ReturnType<typeof instance>>;

let database: TestDatabase;
let clock: FakeClock;
let dns: FakeDnsLookup;
let instances: Instance[];
const organizationId = newId();
const workspaceId = newId();
const going = () => new AbortController().signal;

beforeAll(async () => {
  database = await testDatabase();
  await database.query(`INSERT INTO organizations (id, name, plan, created_at) VALUES ($1, 'Harbour', 'free', now())`, [
    organizationId,
  ]);
  await database.query(
    `INSERT INTO workspaces (id, organization_id, name, created_at) VALUES ($1, $2, 'Main', now())`,
    [workspaceId, organizationId],
  );
});

beforeEach(async () => {
  await database.query('DELETE FROM domains');
  clock = new FakeClock(NOW);
  dns = new FakeDnsLookup();
  instances = await Promise.all([1, 2, 3].map(() => instance(database.url, dns, clock)));
});

afterEach(() => Promise.all(instances.map((it) => it.close())));
afterAll(() => database.drop());

/** Due now, the first one longest. */
async function addDue(count: number, fields: { status?: string; missingSince?: Date; missedChecks?: number } = {}) {
  await database.query(
    `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at, missing_since,
       missed_checks, next_check_at)
     SELECT gen_random_uuid(), 'host' || n || '.example', $1, $2, $3, 'pending', $4, $5, $6,
       $4::timestamptz - (1000 - n) * interval '1 second' FROM generate_series(1, $7) n`,
    [
      organizationId,
      workspaceId,
      fields.status ?? 'pending',
      NOW,
      fields.missingSince ?? null,
      fields.missedChecks ?? 0,
      count,
    ],
  );
}

const prove = (hostname: string): void => {
  dns.set('TXT', `_trimlink.${hostname}`, `trimlink-verification=${organizationId}`);
};
const states = () =>
  database.query<{ hostname: string; status: string; last_check: string; next_check_at: Date | null }>(
    'SELECT hostname, status, last_check, next_check_at FROM domains ORDER BY created_at, next_check_at, hostname',
  );
const asked = (names: number) => waitUntil(() => Promise.resolve(dns.asked.length >= names), 10_000);
const checkAll = () => Promise.all(instances.map(({ checks }) => checks.checkDue(going())));

describe('checks by schedule', () => {
  test('of several instances at once look at each domain once, until none is due', async () => {
    await addDue(90);
    await checkAll();
    expect(dns.asked).toHaveLength(90);
    expect(new Set(dns.asked).size).toBe(90);
    await checkAll();
    expect(dns.asked).toHaveLength(90);
    clock.advance(60);
    await checkAll();
    expect(dns.asked).toHaveLength(180);
  });

  test('take a bounded number at a time, those first that have waited longest', async () => {
    await addDue(230);
    await instances[0]!.checks.checkDue(going());
    const numbers = dns.asked.map((name) => Number(/host(\d+)/.exec(name)?.[1]));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });

  test('verify what has been proved, by nobody’s hand, and say so once', async () => {
    await addDue(2);
    prove('host1.example');
    await checkAll();
    expect((await states()).map(({ hostname, status }) => [hostname, status])).toEqual(
      expect.arrayContaining([
        ['host1.example', 'verified'],
        ['host2.example', 'pending'],
      ]),
    );
    const published = instances.flatMap(({ events }) => events.published);
    expect(published).toEqual([
      ['domain.verified', { domainId: expect.any(String), organizationId, workspaceId, hostname: 'host1.example' }],
    ]);
    const entries = await database.query(`SELECT action, actor_id, address FROM audit_log WHERE workspace_id = $1`, [
      workspaceId,
    ]);
    expect(entries).toEqual([{ action: 'domain.verified', actor_id: null, address: null }]);
  });

  test('end a domain whose proof has been missing for days, and tell of it', async () => {
    const missingSince = new Date(NOW.getTime() - 3 * DAY * 1000);
    await addDue(1, { status: 'verified', missingSince, missedChecks: 3 });
    await checkAll();
    expect(await states()).toMatchObject([{ status: 'failed', last_check: 'missing' }]);
    expect(instances.flatMap(({ events }) => events.published.map(([name]) => name))).toEqual(['domain.failed']);
  });

  test('go on when DNS is down: nothing is lost, and an hour later it is tried again', async () => {
    const missingSince = new Date(NOW.getTime() - 30 * DAY * 1000);
    await addDue(1, { status: 'verified', missingSince, missedChecks: 3 });
    dns.isDown = true;
    await checkAll();
    expect(await states()).toMatchObject([
      { status: 'verified', last_check: 'no_answer', next_check_at: new Date(NOW.getTime() + 3_600_000) },
    ]);
  });

  test('leave alone what is checked by request only', async () => {
    await addDue(1);
    await database.query('UPDATE domains SET next_check_at = NULL');
    clock.advance(365 * DAY);
    await checkAll();
    expect(dns.asked).toEqual([]);
  });

  test('bear that a domain is deleted meanwhile', async () => {
    await addDue(1);
    dns.delay = database.query('DELETE FROM domains');
    await checkAll();
    expect(await states()).toEqual([]);
  });

  test('that were broken off are made up for by another instance after a while', async () => {
    await addDue(3);
    const stop = new AbortController();
    dns.delay = new Promise(() => undefined);
    const broken = instances[0]!.checks.checkDue(stop.signal);
    await asked(3);
    stop.abort();
    await broken;
    dns.delay = Promise.resolve();
    await instances[1]!.checks.checkDue(going());
    expect(dns.asked).toHaveLength(3);
    clock.advance(301);
    await instances[1]!.checks.checkDue(going());
    expect(dns.asked).toHaveLength(6);
    expect((await states()).map((it) => it.last_check)).toEqual(['missing', 'missing', 'missing']);
  });
});

describe('the schedule', () => {
  const listening = { listening: true } as HttpAdapterHost;

  test('ends at shutdown without waiting for DNS, and begins nothing afterwards', async () => {
    await addDue(1);
    const schedule = new DomainCheckSchedule(instances[0]!.checks, listening);
    dns.delay = new Promise(() => undefined);
    schedule.check();
    await asked(1);
    await schedule.beforeApplicationShutdown();
    clock.advance(DAY);
    schedule.check();
    await schedule.beforeApplicationShutdown();
    expect(dns.asked).toHaveLength(1);
  });

  test('runs one round at a time, and none where nobody listens', async () => {
    await addDue(1);
    new DomainCheckSchedule(instances[0]!.checks, { listening: false } as HttpAdapterHost).check();
    const schedule = new DomainCheckSchedule(instances[0]!.checks, listening);
    schedule.check();
    schedule.check();
    await asked(1);
    await schedule.beforeApplicationShutdown();
    expect(dns.asked).toHaveLength(1);
  });

  test('survives a database that is gone', async () => {
    await instances[0]!.close();
    const schedule = new DomainCheckSchedule(instances[0]!.checks, listening);
    schedule.check();
    await schedule.beforeApplicationShutdown();
    instances.shift();
  });
});
