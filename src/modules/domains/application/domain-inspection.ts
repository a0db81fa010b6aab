import { Injectable } from '@nestjs/common';
import { Configuration } from '../../../config/configuration.js';
import { DnsLookup } from '../domain/dns-lookup.js';
import { isAddress, nameOfHost, proofNameOf, proofValueOf } from '../domain/dns-records.js';
import { RoutingStatus, routingOf, Whereabouts } from '../domain/routing.js';

export interface Findings {
  proof: 'found' | 'missing' | 'no_answer';
  /** undefined: DNS did not say. */
  routing: RoutingStatus | undefined;
}

/** Looks in DNS whether a host is its organization's and leads to this installation. It calls on nothing that it finds there. */
@Injectable()
export class DomainInspection {
  constructor(
    private readonly dns: DnsLookup,
    private readonly configuration: Configuration,
  ) {}

  async of(hostname: string, organizationId: string): Promise<Findings> {
    const [texts, host, ours] = await Promise.all([
      orUndefined(this.dns.texts(proofNameOf(hostname))),
      orUndefined(this.whereaboutsOf(hostname)),
      this.ourWhereabouts(),
    ]);
    const found = texts?.includes(proofValueOf(organizationId)) ? 'found' : 'missing';
    return { proof: texts ? found : 'no_answer', routing: host && routingOf(host, ours) };
  }

  private async whereaboutsOf(name: string): Promise<Whereabouts> {
    const [names, addresses] = await Promise.all([this.dns.aliases(name), this.dns.addresses(name)]);
    return { names, addresses };
  }

  /** Without what DNS does not tell: an alias of our name needs no address. */
  private async ourWhereabouts(): Promise<Whereabouts> {
    const { defaultDomain, publicHost } = this.configuration;
    const names = [...new Set([defaultDomain, publicHost].map(nameOfHost))];
    const addresses = await Promise.all(
      names.map(async (name) => (isAddress(name) ? [name] : ((await orUndefined(this.dns.addresses(name))) ?? []))),
    );
    return { names, addresses: addresses.flat() };
  }
}

const orUndefined = <T>(answer: Promise<T>): Promise<T | undefined> => answer.catch(() => undefined);
