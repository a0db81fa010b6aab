import { CommittedChanges } from './committed-changes.js';

/** Whether what was read may be remembered: not where a change came meanwhile, or could not have been heard. */
export class ReadingGuard {
  private noted = 0;

  constructor(private readonly changes: CommittedChanges) {}

  /** At each change that concerns what is read. */
  note(): void {
    this.noted += 1;
  }

  /** Before the reading; what it gives back is asked after it. */
  begin(): () => boolean {
    const { noted } = this;
    const { isHeard } = this.changes;
    return () => isHeard && noted === this.noted;
  }
}
