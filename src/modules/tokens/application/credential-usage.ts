import { BeforeApplicationShutdown, Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { Usage, UsageStore } from '../domain/usage-store.js';

const FLUSH_EVERY_MILLISECONDS = 1_000;
const ONCE_A_MINUTE = 60_000;

interface Tally extends Usage {
  writtenAt: number;
}

/**
 * Counts what credentials are used for. A subject is an API token, or the application and the grant behind an access
 * token. Written in batches, the first use within a second and then at most once a minute each, so that a busy
 * credential does not turn every read into a write.
 */
@Injectable()
export class CredentialUsage implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(CredentialUsage.name);
  private readonly tallies = new Map<string, Tally>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: UsageStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      void this.flush();
    }, FLUSH_EVERY_MILLISECONDS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush({ everything: true });
  }

  record(subjectId: string, address: string | null): void {
    const lastUsedAt = this.clock.now();
    const tally = this.tallies.get(subjectId);
    if (tally) Object.assign(tally, { requests: tally.requests + 1, lastUsedAt, address });
    else this.tallies.set(subjectId, { subjectId, requests: 1, lastUsedAt, address, writtenAt: 0 });
  }

  async flush({ everything = false } = {}): Promise<void> {
    const now = this.clock.now().getTime();
    const due = [...this.tallies.values()].filter(({ writtenAt }) => everything || now - writtenAt >= ONCE_A_MINUTE);
    const used = due.filter(({ requests }) => requests > 0);
    due.forEach((tally) => {
      if (tally.requests === 0) this.tallies.delete(tally.subjectId);
      else this.tallies.set(tally.subjectId, { ...tally, requests: 0, writtenAt: now });
    });
    if (used.length === 0) return;
    await this.store.add(used).catch((error: unknown) => {
      this.logger.warn(`Usage of ${used.length} credentials could not be written: ${(error as Error).message}`);
      used.forEach((tally) => {
        this.putBack(tally);
      });
    });
  }

  private putBack({ subjectId, requests }: Tally): void {
    const tally = this.tallies.get(subjectId);
    if (tally) this.tallies.set(subjectId, { ...tally, requests: tally.requests + requests });
  }
}
