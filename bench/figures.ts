const sorted = (figures: readonly number[]): number[] => [...figures].sort((one, other) => one - other);

export const median = (figures: readonly number[]): number => sorted(figures)[Math.floor(figures.length / 2)] ?? NaN;

/** Median, smallest and largest. */
export const spread = (figures: readonly number[], digits = 2): string =>
  `${median(figures).toFixed(digits)} (${Math.min(...figures).toFixed(digits)} to ${Math.max(...figures).toFixed(digits)})`;
