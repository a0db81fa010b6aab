const sorted = (figures: readonly number[]): number[] => [...figures].sort((one, other) => one - other);

export const median = (figures: readonly number[]): number => sorted(figures)[Math.floor(figures.length / 2)] ?? NaN;

/** Median, smallest and largest. */
export const spread = (figures: readonly number[]): string =>
  `${median(figures).toFixed(2)} (${Math.min(...figures).toFixed(2)} to ${Math.max(...figures).toFixed(2)})`;
