import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chunksOf } from '../../../src/modules/clicks/infrastructure/store/chunks.js';

const MOST = 20;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0);

test('chunks have all items in their order, and none is heavier than it may be or could take in the next', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 })), (weights) => {
      const chunks = chunksOf(weights, (it) => it, MOST);
      expect(chunks.flat()).toEqual(weights);
      chunks.forEach((chunk, index) => {
        if (chunk.length > 1) expect(sumOf(chunk)).toBeLessThanOrEqual(MOST);
        const next = chunks[index + 1]?.[0];
        if (next !== undefined) expect(sumOf(chunk) + next).toBeGreaterThan(MOST);
      });
    }),
  );
});
