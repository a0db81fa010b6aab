import { ChangeChannel, CommittedChanges } from '../../src/common/domain/committed-changes.js';

/** News that arrive when a test says so. */
export class FakeCommittedChanges extends CommittedChanges {
  isHeard = true;
  settlements = 0;
  private readonly listeners: { channel: ChangeChannel; listener: (subject: string | undefined) => void }[] = [];

  override onChange(channel: ChangeChannel, listener: (subject: string | undefined) => void): void {
    this.listeners.push({ channel, listener });
  }

  override settled(): Promise<void> {
    this.settlements += 1;
    return Promise.resolve();
  }

  announce(subject: string | undefined, on: ChangeChannel = 'access_changed'): void {
    for (const { channel, listener } of this.listeners) if (channel === on) listener(subject);
  }
}
