import { beforeAll, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { StatusService } from '../../../src/modules/operations/application/status.service.js';
import { Component, Condition } from '../../../src/modules/operations/domain/component.js';
import { ComponentChecks } from '../../../src/modules/operations/domain/component-checks.js';
import { HeartbeatRepository } from '../../../src/modules/operations/domain/heartbeat.repository.js';
import { Beats } from '../../../src/modules/operations/domain/uptime.js';
import { FakeClock } from '../../fakes/fake-clock.js';

class FakeChecks extends ComponentChecks {
  runs = 0;

  override run(): Promise<ReadonlyMap<Component, Condition>> {
    this.runs += 1;
    return Promise.resolve(new Map([['api', this.runs === 1 ? 'working' : 'down']]));
  }
}

class FakeHeartbeats extends HeartbeatRepository {
  reads = 0;
  isOut = false;

  override record(): Promise<void> {
    return Promise.resolve();
  }

  override prune(): Promise<void> {
    return Promise.resolve();
  }

  override between(): Promise<ReadonlyMap<Component, Beats>> {
    this.reads += 1;
    if (this.isOut) return Promise.reject(new Error('out of reach'));
    const first = new Date('2026-11-25T08:00:00Z');
    return Promise.resolve(new Map([['api', { first, healthyMinutes: new Map([['2026-11-25', 60]]) }]]));
  }
}

function scene() {
  const [checks, heartbeats, clock] = [new FakeChecks(), new FakeHeartbeats(), new FakeClock()];
  const status = new StatusService(checks, heartbeats, clock);
  const api = async () => (await status.report()).components.find(({ component }) => component === 'api');
  return { checks, heartbeats, clock, api };
}

beforeAll(() => {
  Logger.overrideLogger(false);
});

test('many who look at once cost one look, and the next one comes when the answer is old', async () => {
  const { checks, heartbeats, clock, api } = scene();
  const [first, second] = await Promise.all([api(), api()]);
  expect(first).toEqual(second);
  expect(first).toMatchObject({ condition: 'working', uptime: { percent: 100 } });
  clock.advance(9);
  expect(await api()).toMatchObject({ condition: 'working' });
  expect([checks.runs, heartbeats.reads]).toEqual([1, 1]);
  clock.advance(1);
  expect(await api()).toMatchObject({ condition: 'down' });
  expect([checks.runs, heartbeats.reads]).toEqual([2, 1]);
});

test('without the database there is no past, and it is asked for again at once', async () => {
  const { heartbeats, api } = scene();
  heartbeats.isOut = true;
  expect(await api()).toMatchObject({ condition: 'working', uptime: { percent: null } });
  heartbeats.isOut = false;
  expect(await api()).toMatchObject({ uptime: { percent: 100 } });
});
