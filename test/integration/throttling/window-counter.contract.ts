import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { WindowCounter } from '../../../src/common/throttling/window-counter.js';

/** What every counter does. `counters` count together; where only one can, it is one. */
export function countsInWindows(counters: () => readonly WindowCounter[]): void {
  const key = (): string => `contract:${randomUUID()}`;
  const counter = (): WindowCounter => counters()[0]!;
  const ended = (name: string): Promise<boolean> => waitUntil(async () => !(await counter().read(name)));

  test('lets as many pass as the limit says, and counts no refusal', async () => {
    const name = key();
    const outcomes = [];
    for (let event = 0; event < 4; event += 1) outcomes.push(await counter().take(name, 2, 60));
    expect(outcomes.map(({ passed, count }) => [passed, count])).toEqual([
      [true, 1],
      [true, 2],
      [false, 2],
      [false, 2],
    ]);
    expect(await counter().read(name)).toMatchObject({ count: 2 });
  });

  test('is exact when many come at once', async () => {
    const name = key();
    const all = counters();
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, index) => all[index % all.length]!.take(name, 20, 60)),
    );
    const passed = outcomes.filter((it) => it.passed).map(({ count }) => count);
    expect(passed.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await counter().read(name)).toMatchObject({ count: 20 });
  });

  test('says when the window ends: a time after its first event, and the same for what follows', async () => {
    const name = key();
    const begun = Date.now();
    const first = await counter().take(name, 2, 60);
    const last = await counter().take(name, 2, 60);
    const refused = await counter().take(name, 2, 60);
    const read = await counter().read(name);
    const took = Date.now() - begun;
    for (const window of [first, last, refused, read]) {
      const milliseconds = (window?.resetAt.getTime() ?? 0) - begun;
      expect(milliseconds).toBeGreaterThanOrEqual(60_000 - 1);
      expect(milliseconds).toBeLessThanOrEqual(60_000 + took);
    }
  });

  test('begins anew after the window, however many events it saw', async () => {
    const name = key();
    const events: { count: number; sent: number }[] = [];
    let answered = 0;
    await waitUntil(async () => {
      const sent = Date.now();
      const { count } = await counter().take(name, Infinity, 0.3);
      answered ||= Date.now();
      events.push({ count, sent });
      return events.length > 1 && count === 1;
    });
    const [last, ...before] = events.reverse();
    expect(before.map(({ count }) => count)).toEqual(before.map((_, index) => before.length - index));
    // Milliseconds are rounded, here and there.
    expect(Date.now() - (before.at(-1)?.sent ?? 0)).toBeGreaterThanOrEqual(298);
    expect((before[0]?.sent ?? 0) - answered).toBeLessThanOrEqual(302);
    expect(last?.count).toBe(1);
  });

  test('keeps the count when the limit changes', async () => {
    const name = key();
    await counter().take(name, 2, 60);
    await counter().take(name, 2, 60);
    expect(await counter().take(name, 3, 60)).toMatchObject({ passed: true, count: 3 });
    expect(await counter().take(name, 1, 60)).toMatchObject({ passed: false, count: 3 });
  });

  test('gives back within the window that is running, which goes on', async () => {
    const name = key();
    const first = await counter().take(name, 1, 60);
    await counter().giveBack(name);
    const read = await counter().read(name);
    expect(read?.count).toBe(0);
    expect(Math.abs((read?.resetAt.getTime() ?? 0) - first.resetAt.getTime())).toBeLessThan(5_000);
    expect(await counter().take(name, 1, 60)).toMatchObject({ passed: true, count: 1 });
  });

  test('never gives back more than there is, nor what an earlier window had', async () => {
    const name = key();
    await counter().giveBack(name);
    expect(await counter().read(name)).toBeUndefined();
    await counter().take(name, 1, 60);
    await counter().giveBack(name);
    await counter().giveBack(name);
    expect(await counter().read(name)).toMatchObject({ count: 0 });

    const short = key();
    await counter().take(short, 1, 0.1);
    await ended(short);
    await counter().giveBack(short);
    expect(await counter().take(short, 1, 60)).toMatchObject({ passed: true, count: 1 });
  });

  test('begins no window with a refusal', async () => {
    const name = key();
    expect(await counter().take(name, 0, 60)).toMatchObject({ passed: false, count: 0 });
    expect(await counter().read(name)).toBeUndefined();
  });

  test('keeps each key for itself', async () => {
    const [one, other] = [key(), key()];
    await counter().take(one, 1, 60);
    expect(await counter().take(other, 1, 60)).toMatchObject({ passed: true });
    expect(await counter().read(key())).toBeUndefined();
  });
}
