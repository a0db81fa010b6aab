/** Numbers from 0 to 1, the same ones for the same seed: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws from 1 to `most`; the n-th is drawn 1/n times as often as the first (Zipf's law). */
export function zipfRanks(most: number, draws: number, random: () => number): Uint32Array {
  const upTo = new Float64Array(most);
  let sum = 0;
  for (let rank = 1; rank <= most; rank += 1) upTo[rank - 1] = sum += 1 / rank;
  return Uint32Array.from({ length: draws }, () => 1 + indexOf(upTo, random() * sum));
}

/** Of the first one that is larger. */
function indexOf(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
