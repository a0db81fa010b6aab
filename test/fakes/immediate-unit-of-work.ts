import { AsyncLocalStorage } from 'node:async_hooks';
import { UnitOfWork } from '../../src/common/domain/unit-of-work.js';

/** Without a database there is nothing to roll back; what waits for the commit is dropped when the work fails. */
export class ImmediateUnitOfWork extends UnitOfWork {
  private readonly current = new AsyncLocalStorage<(() => void)[]>();

  get isOpen(): boolean {
    return this.current.getStore() !== undefined;
  }

  override async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOpen) return work();
    const waiting: (() => void)[] = [];
    const result = await this.current.run(waiting, work);
    waiting.forEach((action) => {
      action();
    });
    return result;
  }

  override afterCommit(action: () => void): void {
    const waiting = this.current.getStore();
    if (waiting) waiting.push(action);
    else action();
  }
}
