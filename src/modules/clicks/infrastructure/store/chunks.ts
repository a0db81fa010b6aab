/** In their order: each chunk weighs no more than `most`, unless it is a single item that does. */
export function chunksOf<Item>(items: readonly Item[], weightOf: (item: Item) => number, most: number): Item[][] {
  const chunks: Item[][] = [];
  let left = 0;
  for (const item of items) {
    const weight = weightOf(item);
    const chunk = chunks.at(-1);
    if (chunk && weight <= left) chunk.push(item);
    else {
      chunks.push([item]);
      left = most;
    }
    left -= weight;
  }
  return chunks;
}
