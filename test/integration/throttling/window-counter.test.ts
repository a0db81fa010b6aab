import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createClient } from 'redis';
import { SystemClock } from '../../../src/common/domain/system-clock.js';
import { InProcessWindowCounter } from '../../../src/common/throttling/in-process-window-counter.js';
import { RedisConnection } from '../../../src/common/throttling/redis-connection.js';
import { RedisWindowCounter } from '../../../src/common/throttling/redis-window-counter.js';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { DebianRedis } from '../../support/debian-redis.js';
import { countsInWindows } from './window-counter.contract.js';

const clock = new SystemClock();

describe('counting in process', () => {
  const counter = new InProcessWindowCounter(clock);
  countsInWindows(() => [counter]);
});

/** One instance's counter, with what it has logged. */
async function instance(url: string) {
  const log: { level: number; msg: string }[] = [];
  const write = (line: string): void => void log.push(JSON.parse(line) as (typeof log)[number]);
  const connection = new RedisConnection(url, pino({ level: 'trace' }, { write }));
  const counter = new RedisWindowCounter(connection, new InProcessWindowCounter(clock), clock);
  await counter.onModuleInit();
  opened.push(counter);
  const said = (): string[] => log.map(({ level, msg }) => `${level === 40 ? 'warn' : level}: ${msg}`);
  return { counter, said };
}

const opened: RedisWindowCounter[] = [];
const OUT = expect.stringMatching(/^warn: Redis is out of reach, each instance counts for itself: \w/);
const BACK = expect.stringMatching(/^30: Redis is back/);

if (DebianRedis.isInstalled()) {
  describe('counting in Redis', () => {
    let redis: DebianRedis;
    let counters: RedisWindowCounter[];

    beforeAll(async () => {
      redis = await DebianRedis.start();
      counters = [(await instance(redis.url)).counter, (await instance(redis.url)).counter];
    });

    afterAll(async () => {
      opened.splice(0).forEach((it) => {
        it.onApplicationShutdown();
      });
      await redis.stop();
    });

    countsInWindows(() => counters);

    test('every key has our prefix and an end', async () => {
      await counters[0]?.take('plan:some', 1, 60);
      await counters[0]?.giveBack('plan:some');
      const client = await createClient({ url: redis.url }).connect();
      const keys = await client.keys('*');
      expect(keys).toContain('trimlink:window:plan:some');
      expect(keys.filter((key) => !key.startsWith('trimlink:'))).toEqual([]);
      for (const key of keys) expect(await client.pTTL(key)).not.toBe(-1);
      client.destroy();
    });
  });

  describe('while Redis is out of reach', () => {
    let redis: DebianRedis;

    afterEach(async () => {
      opened.splice(0).forEach((it) => {
        it.onApplicationShutdown();
      });
      await redis.stop();
    });

    const isCountedInRedis = async (name: string): Promise<boolean> => {
      const other = await instance(redis.url);
      return (await other.counter.read(name)) !== undefined;
    };

    test('from the start: counting goes on in process, until it is there', async () => {
      redis = await DebianRedis.settle();
      const { counter, said } = await instance(redis.url);
      for (const passed of [true, true, false]) expect(await counter.take('early', 2, 60)).toMatchObject({ passed });
      await counter.giveBack('early');
      expect(await counter.read('early')).toMatchObject({ count: 1 });
      expect(said()).toEqual([OUT]);
      await redis.run();
      await waitUntil(() => Promise.resolve(said().length > 1));
      await counter.take('late', 2, 60);
      expect(await isCountedInRedis('late')).toBe(true);
      expect(said()).toEqual([OUT, BACK]);
    });

    test('later and again: one line for each time that it goes, one when it is back', async () => {
      redis = await DebianRedis.start();
      const { counter, said } = await instance(redis.url);
      for (const outage of [1, 2]) {
        await redis.stop();
        for (const passed of [true, false]) {
          expect(await counter.take(`outage ${outage}`, 1, 60)).toMatchObject({ passed });
        }
        await redis.run();
        await waitUntil(() => Promise.resolve(said().length === 2 * outage));
      }
      await counter.take('after', 1, 60);
      expect(await isCountedInRedis('after')).toBe(true);
      expect(said()).toEqual([OUT, BACK, OUT, BACK]);
    });

    test('because it hangs: the first request waits half a second, the others not at all', async () => {
      redis = await DebianRedis.start();
      const { counter, said } = await instance(redis.url);
      await counter.take('before', 1, 60);
      await redis.hang();
      const begun = performance.now();
      await Promise.all(Array.from({ length: 5 }, () => counter.take('hanging', 100, 60)));
      expect(performance.now() - begun).toBeLessThan(3_000);
      const since = performance.now();
      for (let more = 0; more < 20; more += 1) await counter.take('hanging', 100, 60);
      expect(performance.now() - since).toBeLessThan(400);
      expect(await counter.read('hanging')).toMatchObject({ count: 25 });
      expect(said()).toEqual([OUT]);
      redis.wakeUp();
      await waitUntil(() => Promise.resolve(said().length > 1));
      expect(await counter.read('before')).toMatchObject({ count: 1 });
      expect(said()).toEqual([OUT, BACK]);
    });

    test('because it refuses: what it says is logged, the password is not', async () => {
      redis = await DebianRedis.start('--requirepass', 'right');
      const { counter, said } = await instance(redis.url.replace('//', '//:wr0ng-s3cret@'));
      expect(await counter.take('refused', 1, 60)).toMatchObject({ passed: true });
      expect(said()).toEqual([expect.stringMatching(/^warn: .*WRONGPASS/)]);
      expect(said().join()).not.toContain('s3cret');
      const allowed = await instance(redis.url.replace('//', '//:right@'));
      expect(allowed.said()).toEqual([]);
    });

    test('because it connects but does not count, as a copy of another', async () => {
      redis = await DebianRedis.start('--replicaof', '127.0.0.1 1');
      const { counter, said } = await instance(redis.url);
      for (const passed of [true, false]) expect(await counter.take('copy', 1, 60)).toMatchObject({ passed });
      expect(said()).toEqual([OUT]);
    });
  });
} else {
  console.info("Counting in Redis is not tried: Debian's package redis-server is not installed.");
}
