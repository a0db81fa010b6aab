export const DAY_MILLISECONDS = 86_400_000;
export const QUARTER_MILLISECONDS = 900_000;

/** `2026-11-28`, of UTC. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const startOfDay = (at: number): number => at - (at % DAY_MILLISECONDS);

export const startOfMonth = (at: number): number => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth());

export const startOfNextMonth = (at: number): number =>
  Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth() + 1);

export const startOfQuarter = (at: number): number => at - (at % QUARTER_MILLISECONDS);
