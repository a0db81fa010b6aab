import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { Database } from '../../../src/database/database.js';
import { TypeormHeartbeatRepository } from '../../../src/modules/operations/infrastructure/typeorm-heartbeat.repository.js';
import { TestDatabase, testDatabase } from '../../support/database.js';

const at = (time: string): Date => new Date(`2026-11-${time}Z`);

describe('the heartbeats', () => {
  let testBase: TestDatabase;
  let dataSource: DataSource;
  let heartbeats: TypeormHeartbeatRepository;

  beforeAll(async () => {
    testBase = await testDatabase();
    dataSource = await new DataSource(dataSourceOptions(testBase.url)).initialize();
    heartbeats = new TypeormHeartbeatRepository(new Database(dataSource));
  });

  beforeEach(() => testBase.query('TRUNCATE heartbeats'));

  afterAll(async () => {
    await dataSource.destroy();
    await testBase.drop();
  });

  test('of several instances make one: what worked on any has worked', async () => {
    const minute = at('25T09:00:00');
    await Promise.all([
      heartbeats.record(
        minute,
        new Map([
          ['api', true],
          ['redirects', false],
        ]),
      ),
      heartbeats.record(
        minute,
        new Map([
          ['redirects', true],
          ['api', false],
        ]),
      ),
    ]);
    const rows = await testBase.query('SELECT component, minute, healthy FROM heartbeats ORDER BY component');
    expect(rows).toEqual([
      { component: 'api', minute, healthy: true },
      { component: 'redirects', minute, healthy: true },
    ]);
  });

  test('are counted by component and UTC day, without the minute that is running', async () => {
    for (const time of ['23T23:59:00', '24T00:00:00', '24T00:01:00', '25T09:00:00', '25T09:01:00']) {
      await heartbeats.record(
        at(time),
        new Map([
          ['api', true],
          ['redirects', time !== '24T00:01:00'],
        ]),
      );
    }
    const counted = await heartbeats.between(at('24T00:00:00'), at('25T09:01:30'));
    const first = at('23T23:59:00');
    const api = new Map([
      ['2026-11-24', 2],
      ['2026-11-25', 1],
    ]);
    const redirects = new Map([
      ['2026-11-24', 1],
      ['2026-11-25', 1],
    ]);
    expect(counted).toEqual(
      new Map([
        ['redirects', { first, healthyMinutes: redirects }],
        ['api', { first, healthyMinutes: api }],
      ]),
    );
  });

  test('of a component that never worked are known to have begun', async () => {
    await heartbeats.record(at('25T09:00:00'), new Map([['api', false]]));
    const counted = await heartbeats.between(at('24T00:00:00'), at('25T10:00:00'));
    expect(counted.get('api')).toEqual({ first: at('25T09:00:00'), healthyMinutes: new Map() });
  });

  test('are forgotten after their time, but for the first of each component', async () => {
    for (const time of ['01T00:00:00', '02T00:00:00', '24T00:00:00']) {
      await heartbeats.record(at(time), new Map([['api', true]]));
    }
    await heartbeats.record(at('03T00:00:00'), new Map([['redirects', true]]));
    await heartbeats.prune(at('20T00:00:00'));
    expect(await testBase.query('SELECT component, minute FROM heartbeats ORDER BY minute')).toEqual([
      { component: 'api', minute: at('01T00:00:00') },
      { component: 'redirects', minute: at('03T00:00:00') },
      { component: 'api', minute: at('24T00:00:00') },
    ]);
  });

  test('of 90 days are counted in one go', async () => {
    await testBase.query(`
      INSERT INTO heartbeats SELECT component, minute, true
      FROM unnest('{redirects,api,dashboard,database}'::text[]) AS component,
        generate_series('2026-08-28T00:00Z'::timestamptz, '2026-11-25T23:59Z', '1 minute') AS minute`);
    const counted = await heartbeats.between(new Date('2026-08-28T00:00:00Z'), new Date('2026-11-26T00:00:00Z'));
    expect([...counted.values()].map(({ healthyMinutes }) => new Set(healthyMinutes.values()))).toEqual(
      Array(4).fill(new Set([1440])),
    );
  });
});
