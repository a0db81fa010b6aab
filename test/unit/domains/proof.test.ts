import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHECK_RESULTS, CheckResult, newProof, Proof, proofAfter } from '../../../src/modules/domains/domain/proof.js';

const CREATED = new Date('2026-11-01T00:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const at = (milliseconds: number): Date => new Date(CREATED.getTime() + milliseconds);
const after = (before: Proof, result: CheckResult, milliseconds: number): Proof =>
  proofAfter(before, CREATED, result, at(milliseconds));
const waitAfter = (proof: Proof): number | null =>
  proof.nextCheckAt && proof.checkedAt && proof.nextCheckAt.getTime() - proof.checkedAt.getTime();
const fresh = newProof(CREATED);
const verified = after(fresh, 'found', MINUTE);

describe('a proof that is awaited', () => {
  test('is first looked for after a minute', () => {
    expect(fresh).toMatchObject({ status: 'pending', lastCheck: null, nextCheckAt: at(MINUTE) });
  });

  test.each([
    [MINUTE, MINUTE],
    [HOUR - 1, MINUTE],
    [HOUR, 10 * MINUTE],
    [DAY - 1, 10 * MINUTE],
    [DAY, HOUR],
    [7 * DAY - 1, HOUR],
  ])('after %i ms of waiting it is looked for again in %i', (age, wait) => {
    const proof = after(fresh, 'missing', age);
    expect(proof).toMatchObject({ status: 'pending', lastCheck: 'missing', checkedAt: at(age) });
    expect(waitAfter(proof)).toBe(wait);
  });

  test.each(['missing', 'no_answer', 'held_elsewhere'] as const)('fails after seven days of %s', (result) => {
    expect(after(fresh, result, 7 * DAY).status).toBe('failed');
  });

  test.each(['pending', 'failed'] as const)('is good whenever it is found: %s', (status) => {
    expect(after({ ...fresh, status }, 'found', 8 * DAY)).toMatchObject({ status: 'verified', lastCheck: 'found' });
  });
});

describe('a proof that was found', () => {
  test('is looked for daily', () => {
    expect(waitAfter(verified)).toBe(DAY);
  });

  test('outlasts DNS that does not answer, for however long, and is looked for each hour meanwhile', () => {
    let proof = verified;
    for (let hour = 1; hour < 2000; hour += 1) proof = after(proof, 'no_answer', hour * HOUR);
    expect(proof).toMatchObject({ status: 'verified', missingSince: null, missedChecks: 0 });
    expect(waitAfter(proof)).toBe(HOUR);
  });

  test('outlasts three days without its record; then it is lost', () => {
    let proof = verified;
    for (const hours of [24, 30, 36, 42, 48, 54, 60, 66, 72, 78, 84, 90]) {
      proof = after(proof, 'missing', hours * HOUR);
      expect([hours, proof.status, waitAfter(proof)]).toEqual([hours, 'verified', 6 * HOUR]);
    }
    expect(after(proof, 'missing', 96 * HOUR)).toMatchObject({ status: 'failed', missingSince: at(24 * HOUR) });
  });

  test('is not lost by looking often, nor by looking rarely', () => {
    let often = verified;
    for (let minute = 2; minute < 500; minute += 1) often = after(often, 'missing', minute * MINUTE);
    expect(often.status).toBe('verified');
    let rarely = after(verified, 'missing', DAY);
    for (const day of [20, 40]) {
      rarely = after(rarely, 'missing', day * DAY);
      expect(rarely.status).toBe('verified');
    }
    expect(after(rarely, 'missing', 60 * DAY).status).toBe('failed');
  });

  test('begins anew when it is there again', () => {
    const again = after(after(verified, 'missing', DAY), 'found', 2 * DAY);
    expect(again).toMatchObject({ missingSince: null, missedChecks: 0, status: 'verified' });
    expect(waitAfter(again)).toBe(DAY);
  });
});

describe('a proof that was lost', () => {
  test('is looked for daily for thirty days, and then by request only', () => {
    const lost: Proof = { ...verified, status: 'failed', missingSince: at(10 * DAY), missedChecks: 9 };
    expect(waitAfter(after(lost, 'missing', 39 * DAY))).toBe(DAY);
    expect(after(lost, 'missing', 40 * DAY)).toMatchObject({ status: 'failed', nextCheckAt: null });
    expect(after(lost, 'no_answer', 40 * DAY)).toMatchObject({ status: 'failed', nextCheckAt: null });
  });
});

test('whatever happens: only a proof that is found makes a domain verified, and the next check lies ahead', () => {
  const step = fc.record({ result: fc.constantFrom(...CHECK_RESULTS), wait: fc.integer({ min: 1, max: 10 * DAY }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let proof = fresh;
      let time = 0;
      for (const { result, wait } of steps) {
        const before = proof.status;
        time += wait;
        proof = after(proof, result, time);
        if (proof.status === 'verified') expect(result === 'found' || before === 'verified').toBe(true);
        if (result === 'found') expect(proof.status).toBe('verified');
        expect(proof.nextCheckAt === null || proof.nextCheckAt > at(time)).toBe(true);
      }
    }),
  );
});
