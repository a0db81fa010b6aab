import { median, spread } from './figures.js';

/** What is measured, and one measurement of it: so many a second. */
export type Series = [name: string, measure: () => Promise<number>];

/**
 * Measures by turns, so that a machine that gets slower meanwhile is slower for all, and prints medians; the first one
 * also as a ratio to each of the others in the same round. A round before the first one warms up.
 */
export async function compare(title: string, rounds: number, series: readonly Series[]): Promise<void> {
  const measured: number[][] = series.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [, measure]] of series.entries()) {
      const perSecond = await measure();
      if (round > 0) measured[index]?.push(perSecond);
    }
  }
  const [first = []] = measured;
  console.log(`| ${title} | Median | Of the others', the first has |\n| --- | --- | --- |`);
  series.forEach(([name], index) => {
    const figures = measured[index] ?? [];
    const ratios = first.map((figure, round) => figure / (figures[round] ?? NaN));
    console.log(`| ${name} | ${median(figures).toFixed(0)} | ${index === 0 ? '' : spread(ratios)} |`);
  });
  console.log('');
}
