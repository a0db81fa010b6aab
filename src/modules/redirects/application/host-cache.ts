import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../../common/domain/clock.js';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { ReadingGuard } from '../../../common/domain/reading-guard.js';
import { Domain, DomainsService } from '../../domains/index.js';
import { BatchedLookups } from './batched-lookups.js';

const MOST_HOSTS = 10_000;
/** Should a notification ever be lost. */
const OLDEST_MILLISECONDS = 60_000;

interface KnownHost {
  domain: Domain | undefined;
  readAt: number;
}

/** The domains that serve links, by their hosts, as `LinkCache` keeps the links. */
@Injectable()
export class HostCache {
  private readonly hosts = new LRUCache<string, KnownHost>({ max: MOST_HOSTS });
  private readonly lookups: BatchedLookups<string, Domain>;
  private readonly guard: ReadingGuard;

  constructor(
    domains: DomainsService,
    private readonly changes: CommittedChanges,
    private readonly clock: Clock,
  ) {
    this.guard = new ReadingGuard(changes);
    this.lookups = new BatchedLookups(
      (host) => host,
      async (hosts) => new Map((await domains.verifiedAmong(hosts)).map((it) => [it.hostname, it])),
    );
    changes.onChange('link_changed', (subject) => {
      this.hear(subject);
    });
  }

  /** undefined: nothing is served there. */
  async find(host: string): Promise<Domain | undefined> {
    const readAt = this.clock.now().getTime();
    const known = this.hosts.get(host);
    if (known && this.changes.isHeard && readAt - known.readAt < OLDEST_MILLISECONDS) return known.domain;
    const mayRemember = this.guard.begin();
    const domain = await this.lookups.find(host);
    if (mayRemember()) this.hosts.set(host, { domain, readAt });
    return domain;
  }

  /** `host:<name>`; undefined: anything may have changed, unheard. */
  hear(subject: string | undefined): void {
    this.guard.note();
    if (subject === undefined) this.hosts.clear();
    else if (subject.startsWith('host:')) this.hosts.delete(subject.slice('host:'.length));
  }
}
