export const KEPT_HOURS = 24;

/** What is told again: nothing else of an answer is its own and the same each time. */
export interface KeptAnswer {
  status: number;
  location: string | null;
  contentType: string | null;
  body: string;
}

/** Whoever asks again after these may do better: with a credential, later, or once we are well. */
export const isKept = (status: number): boolean => status < 500 && status !== 401 && status !== 429;
