import { Injectable } from '@nestjs/common';
import { Domain } from '../../domains/index.js';
import { toLocation } from '../../short-urls/index.js';
import { HostCache } from './host-cache.js';

export type HostAnswer = { kind: 'redirect'; location: string } | { kind: 'file'; content: unknown };

/** By their path, without its first slash. */
const FILES = {
  '.well-known/apple-app-site-association': 'appleAppSiteAssociation',
  '.well-known/assetlinks.json': 'assetlinks',
} as const satisfies Record<string, keyof Domain>;

/** What a short host answers by itself, where no link stands. */
@Injectable()
export class HostAnswers {
  constructor(private readonly hosts: HostCache) {}

  /** At the host's own address, and at its association files. undefined: nothing is set. */
  async at(host: string, path: string): Promise<HostAnswer | undefined> {
    if (path === '') return redirectTo((await this.hosts.find(host))?.rootRedirectUrl);
    if (!isFile(path)) return undefined;
    const content = (await this.hosts.find(host))?.[FILES[path]];
    return content ? { kind: 'file', content } : undefined;
  }

  /** In place of the page that says that there is no such link. */
  async insteadOfNotFound(host: string): Promise<HostAnswer | undefined> {
    return redirectTo((await this.hosts.find(host))?.notFoundRedirectUrl);
  }
}

const isFile = (path: string): path is keyof typeof FILES => Object.hasOwn(FILES, path);

const redirectTo = (address: string | null | undefined): HostAnswer | undefined =>
  address ? { kind: 'redirect', location: toLocation(address) } : undefined;
