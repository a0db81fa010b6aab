import { AccessChanges } from '../../src/common/domain/access-changes.js';

/** News that arrive when a test says so. */
export class FakeAccessChanges extends AccessChanges {
  isHeard = true;
  settlements = 0;
  private readonly listeners: ((subjectId: string | undefined) => void)[] = [];

  override onChange(listener: (subjectId: string | undefined) => void): void {
    this.listeners.push(listener);
  }

  override settled(): Promise<void> {
    this.settlements += 1;
    return Promise.resolve();
  }

  announce(subjectId: string | undefined): void {
    for (const listener of this.listeners) listener(subjectId);
  }
}
