import { Usage, UsageStore } from '../../src/modules/tokens/domain/usage-store.js';

/** Keeps each batch as it came; refuses while told to. */
export class InMemoryUsageStore extends UsageStore {
  readonly batches: Usage[][] = [];
  fault: Error | undefined;

  override add(usages: readonly Usage[]): Promise<void> {
    if (this.fault) return Promise.reject(this.fault);
    this.batches.push(
      usages.map(({ subjectId, requests, lastUsedAt, address }) => ({ subjectId, requests, lastUsedAt, address })),
    );
    return Promise.resolve();
  }
}
