import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { UnitOfWork } from '../common/domain/unit-of-work.js';

interface Transaction {
  manager: EntityManager;
  afterCommit: (() => void)[];
  answers: Map<string, Promise<unknown>>;
}

/** The connection that repositories use: the surrounding transaction's, or one of the pool. */
@Injectable()
export class Database extends UnitOfWork {
  private readonly current = new AsyncLocalStorage<Transaction>();
  private open = 0;

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  get manager(): EntityManager {
    return this.current.getStore()?.manager ?? this.dataSource.manager;
  }

  override async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.current.getStore()) return work();
    const afterCommit: (() => void)[] = [];
    const result = await this.transaction((manager) =>
      this.current.run({ manager, afterCommit, answers: new Map() }, work),
    );
    afterCommit.forEach((action) => {
      action();
    });
    return result;
  }

  override afterCommit(action: () => void): void {
    const transaction = this.current.getStore();
    if (transaction) transaction.afterCommit.push(action);
    else action();
  }

  /** What a transaction has been told under that key, it is told again: a question that many of its steps have is asked once. */
  once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const answers = this.current.getStore()?.answers;
    const answer = (answers?.get(key) as Promise<T> | undefined) ?? ask();
    answers?.set(key, answer);
    return answer;
  }

  private async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    this.open += 1;
    try {
      return await this.dataSource.transaction(work);
    } finally {
      this.open -= 1;
      // Up to Node 22 all callbacks are tracked from the first use on, which redirects would pay for.
      if (this.open === 0) this.current.disable();
    }
  }
}
