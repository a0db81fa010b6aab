import { promises as dns } from 'node:dns';
import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { withinTime } from '../../../common/throttling/within-time.js';
import { Configuration } from '../../../config/configuration.js';
import { DnsLookup } from '../domain/dns-lookup.js';

/** Each server is asked so often, and waited for so long the first time. */
const TRIES = 2;
const FIRST_TRY_MILLISECONDS = 1_500;
/** However many servers and tries there are. */
const MOST_MILLISECONDS = 5_000;

/** No such record, no such name. */
const NOTHING: ReadonlySet<unknown> = new Set([dns.NODATA, dns.NOTFOUND]);

/** Asks the servers of DNS_SERVERS, else the system's, and nobody else: no address that they name is ever called on. */
@Injectable()
export class NodeDnsLookup extends DnsLookup implements BeforeApplicationShutdown {
  private readonly resolver = new dns.Resolver({ timeout: FIRST_TRY_MILLISECONDS, tries: TRIES });

  constructor({ settings }: Configuration) {
    super();
    if (settings.dnsServers) this.resolver.setServers(settings.dnsServers);
  }

  beforeApplicationShutdown(): void {
    this.resolver.cancel();
  }

  override async texts(name: string): Promise<string[]> {
    const records = await answerOf(this.resolver.resolveTxt(name));
    return records.map((strings) => strings.join(''));
  }

  override aliases(name: string): Promise<string[]> {
    return answerOf(this.resolver.resolveCname(name));
  }

  override async addresses(name: string): Promise<string[]> {
    const [four, six] = await Promise.all([
      answerOf(this.resolver.resolve4(name)),
      answerOf(this.resolver.resolve6(name)),
    ]);
    return [...four, ...six];
  }
}

async function answerOf<T>(asked: Promise<T[]>): Promise<T[]> {
  try {
    return await withinTime(MOST_MILLISECONDS, asked);
  } catch (error) {
    if (NOTHING.has((error as NodeJS.ErrnoException).code)) return [];
    throw error;
  }
}
