import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { CredentialUsage } from '../../../src/modules/tokens/application/credential-usage.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { InMemoryUsageStore } from '../../fakes/in-memory-usage.store.js';

const ADDRESS = '192.0.2.7';

let clock: FakeClock;
let store: InMemoryUsageStore;
let usage: CredentialUsage;

beforeEach(() => {
  clock = new FakeClock();
  store = new InMemoryUsageStore();
  usage = new CredentialUsage(store, clock);
});

const written = (): (string | number)[][] =>
  store.batches.map((batch) => batch.flatMap(({ subjectId, requests }) => [subjectId, requests]));

describe('the use of credentials', () => {
  test('is written with how often, when last, and from where last', async () => {
    usage.record('token', '192.0.2.1');
    clock.advance(1);
    usage.record('token', ADDRESS);
    await usage.flush();
    expect(store.batches).toEqual([
      [{ subjectId: 'token', requests: 2, lastUsedAt: new Date('2026-11-25T09:00:01Z'), address: ADDRESS }],
    ]);
  });

  test('is counted apart for each, and written in one batch', async () => {
    usage.record('token', ADDRESS);
    usage.record('application', null);
    usage.record('token', ADDRESS);
    await usage.flush();
    expect(written()).toEqual([['token', 2, 'application', 1]]);
    expect(store.batches[0]?.[1]?.address).toBeNull();
  });

  test('is not written where there is none', async () => {
    await usage.flush();
    await usage.flush({ everything: true });
    expect(store.batches).toEqual([]);
  });

  test('is written once, not again by the next flush', async () => {
    usage.record('token', ADDRESS);
    await usage.flush();
    clock.advance(60);
    await usage.flush();
    await usage.flush();
    expect(written()).toEqual([['token', 1]]);
  });

  test('of a busy one is written at most once a minute', async () => {
    usage.record('token', ADDRESS);
    await usage.flush();
    usage.record('token', ADDRESS);
    clock.advance(59.999);
    usage.record('token', ADDRESS);
    await usage.flush();
    expect(written()).toEqual([['token', 1]]);
    clock.advance(0.001);
    await usage.flush();
    expect(written()).toEqual([
      ['token', 1],
      ['token', 2],
    ]);
  });

  test('is written at once where the credential has rested for more than a minute', async () => {
    usage.record('token', ADDRESS);
    await usage.flush();
    clock.advance(60);
    await usage.flush();
    usage.record('token', ADDRESS);
    await usage.flush();
    expect(written()).toEqual([
      ['token', 1],
      ['token', 1],
    ]);
  });

  test('of one that rests does not hold up that of another', async () => {
    usage.record('early', ADDRESS);
    await usage.flush();
    usage.record('early', ADDRESS);
    clock.advance(30);
    usage.record('late', ADDRESS);
    await usage.flush();
    expect(written()).toEqual([
      ['early', 1],
      ['late', 1],
    ]);
  });

  test('is written whole when the process ends', async () => {
    usage.record('token', ADDRESS);
    await usage.flush();
    usage.record('token', ADDRESS);
    await usage.beforeApplicationShutdown();
    expect(written()).toEqual([
      ['token', 1],
      ['token', 1],
    ]);
  });
});

describe('usage that could not be written', () => {
  const warnings: unknown[] = [];

  beforeEach(() => {
    warnings.length = 0;
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (message: unknown) => warnings.push(message),
    });
  });

  afterEach(() => {
    Logger.overrideLogger(true);
  });

  test('is said in the log, without being a failure of the request', async () => {
    store.fault = new Error('no connection');
    usage.record('token', ADDRESS);
    usage.record('application', ADDRESS);
    await usage.flush();
    expect(warnings).toEqual(['Usage of 2 credentials could not be written: no connection']);
  });

  test('is written a minute later, with what came meanwhile', async () => {
    store.fault = new Error('no connection');
    usage.record('token', ADDRESS);
    usage.record('token', ADDRESS);
    await usage.flush();
    store.fault = undefined;
    usage.record('token', ADDRESS);
    await usage.flush();
    expect(written()).toEqual([]);
    clock.advance(60);
    await usage.flush();
    expect(written()).toEqual([['token', 3]]);
  });
});

describe('the timer', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('writes a first use within a second', async () => {
    usage.onModuleInit();
    usage.record('token', ADDRESS);
    await jest.advanceTimersByTimeAsync(999);
    expect(written()).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(written()).toEqual([['token', 1]]);
    await usage.beforeApplicationShutdown();
  });

  test('ends with the process', async () => {
    usage.onModuleInit();
    await usage.beforeApplicationShutdown();
    expect(jest.getTimerCount()).toBe(0);
  });
});
