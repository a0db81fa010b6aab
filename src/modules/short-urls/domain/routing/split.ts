import { createHash } from 'node:crypto';
import { Variant } from './routing-rule.js';

/** Of a split's weights: a hash of 32 bits is far finer than what they add up to. */
export const MOST_WEIGHT = 10_000;
export const MOST_VARIANTS = 20;

const HASH_SIZE = 2 ** 32;

export interface Split {
  /** The sum of all weights. */
  total: number;
  /** What a whole number below `total` stands for: each destination has as many of them as its weight. */
  destinationAt: (point: number) => string;
}

export function compileSplit(variants: readonly Variant[]): Split {
  let total = 0;
  const ends = variants.map(({ destination_url, weight }) => ({ destination_url, end: (total += weight) }));
  return {
    total,
    destinationAt: (point) => {
      const variant = ends.find(({ end }) => point < end);
      if (!variant) throw new RangeError(`A split of ${total} has no point ${point}.`);
      return variant.destination_url;
    },
  };
}

/**
 * A whole number below `total`, the same for the same visitor and link, and another link's has nothing to do with it.
 * In proportion rather than a remainder, so that a changed weight moves few visitors.
 */
export function pointOf(visitorKey: string, linkId: string, total: number): number {
  const hash = createHash('sha256').update(`${linkId}\0${visitorKey}`).digest();
  return Math.floor((hash.readUInt32BE() * total) / HASH_SIZE);
}
