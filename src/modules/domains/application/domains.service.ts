import { Injectable, OnModuleInit } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { StartupError } from '../../../common/domain/startup-error.js';
import { Configuration } from '../../../config/configuration.js';
import { Domain } from '../domain/domain.js';
import { DomainRepository } from '../domain/domain.repository.js';
import { normalHost, parseHost } from '../domain/hostname.js';

@Injectable()
export class DomainsService implements OnModuleInit {
  constructor(
    private readonly domains: DomainRepository,
    private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {}

  /** Links of an earlier DEFAULT_DOMAIN stay where they are; new ones go to the present one. @throws StartupError */
  async onModuleInit(): Promise<void> {
    const { defaultDomain } = this.configuration;
    await this.domains.addIfFree(Domain.ofInstallation(defaultDomain, this.clock.now()));
    if (await this.domains.findOfInstallation(defaultDomain)) return;
    throw new StartupError(
      'DEFAULT_DOMAIN names a host that an organization of this installation has proved to be its own.',
    );
  }

  list(reach: Reach, page: PageRequest): Promise<Page<Domain>> {
    return this.domains.list(reach.where('domains.view'), this.configuration.defaultDomain, page);
  }

  /** Where a link of that workspace may stand: on the host named, else on the default. @throws ValidationError */
  async forLinkOf(workspaceId: string, host = this.configuration.defaultDomain): Promise<Domain> {
    const hostname = parseHost(host);
    const domain = hostname === undefined ? undefined : await this.domains.findVerified(hostname);
    if (domain && (domain.workspaceId === workspaceId || this.isDefault(domain))) return domain;
    throw ValidationError.on('domain', `${host} is not a verified domain of this workspace.`);
  }

  /** Where a link stands. */
  async ofLink({ domainId }: { domainId: string }): Promise<Domain> {
    const domain = await this.domains.findById(domainId);
    if (!domain) throw new Error(`A link stands on the domain ${domainId}, which is gone`);
    return domain;
  }

  isDefault(domain: Domain): boolean {
    return domain.isDefault(this.configuration.defaultDomain);
  }

  /** Whether links are served there, by this installation: whose they are does not matter. */
  async isShortHost(host: string): Promise<boolean> {
    const hostname = normalHost(host);
    if (hostname === this.configuration.publicHost) return true;
    return (await this.domains.findVerified(hostname)) !== undefined;
  }
}
