/** One transaction over all repositories that are called inside `run`; nested calls join the outer one. */
export abstract class UnitOfWork {
  abstract run<T>(work: () => Promise<T>): Promise<T>;

  /** Does `action` once the surrounding transaction has committed, or at once when there is none. */
  abstract afterCommit(action: () => void): void;
}
