import { UnitOfWork } from '../../src/common/domain/unit-of-work.js';

/** Runs the work as it comes; what waits for the commit follows in order, or never where the work fails. */
export class ImmediateUnitOfWork extends UnitOfWork {
  private waiting: (() => void)[] | undefined;

  override async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting) return work();
    const waiting: (() => void)[] = [];
    this.waiting = waiting;
    const result = await work().finally(() => {
      this.waiting = undefined;
    });
    for (const action of waiting) action();
    return result;
  }

  override afterCommit(action: () => void): void {
    if (this.waiting) this.waiting.push(action);
    else action();
  }
}
