import { Injectable, OnModuleInit } from '@nestjs/common';
import { Permission } from '../../../common/domain/access/permission.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { NotFoundError, ValidationError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { StartupError } from '../../../common/domain/startup-error.js';
import { Configuration } from '../../../config/configuration.js';
import { nameOfHost } from '../domain/dns-records.js';
import { Domain, OwnedDomain } from '../domain/domain.js';
import { DomainRepository } from '../domain/domain.repository.js';
import { normalHost, parseHost } from '../domain/hostname.js';

/** Which domains there are, and what each may be used for. */
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

  /** @throws NotFoundError */
  async get(reach: Reach, id: string): Promise<Domain> {
    const domain = await this.domains.find(reach.where('domains.view'), this.configuration.defaultDomain, id);
    if (!domain) throw new NotFoundError();
    return domain;
  }

  /** One on which the user holds that permission. @throws NotFoundError, ForbiddenError. */
  async requireOwn(reach: Reach, permission: Permission, id: string): Promise<OwnedDomain> {
    const owned = (await this.get(reach, id)).requireOwned();
    reach.require(permission, owned.owner.workspaceId);
    return owned;
  }

  /** Where a link of that workspace may stand: on the host named, else on the workspace's default. @throws ValidationError */
  async forLinkOf(workspaceId: string, host?: string): Promise<Domain> {
    const domain = host === undefined ? await this.defaultOf(workspaceId) : await this.verifiedAt(host);
    if (domain?.isVerified && (domain.workspaceId === workspaceId || this.isDefault(domain))) return domain;
    throw ValidationError.on('domain', `${host ?? domain?.hostname} is not a verified domain of this workspace.`);
  }

  /** Every host that `forLinkOf` takes. */
  async hostsFor(workspaceId: string): Promise<ReadonlySet<string>> {
    return new Set([this.configuration.defaultDomain, ...(await this.domains.verifiedOf(workspaceId))]);
  }

  /** Takes the workspace's links that name no domain: its own choice, else the installation's. */
  async defaultOf(workspaceId: string): Promise<Domain | undefined> {
    const chosen = await this.domains.findDefaultOf(workspaceId);
    return chosen ?? this.domains.findOfInstallation(this.configuration.defaultDomain);
  }

  /** Which host takes the links of each workspace that name none, by workspace id. */
  async defaultHostsOf(workspaceIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const chosen = await this.domains.findDefaultsOf(workspaceIds);
    return new Map([
      ...workspaceIds.map((id): [string, string] => [id, this.configuration.defaultDomain]),
      ...chosen.map(({ workspaceId, hostname }): [string, string] => [workspaceId ?? '', hostname]),
    ]);
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

  /** What serves links at that host, whoever it belongs to. */
  async verifiedAt(host: string): Promise<Domain | undefined> {
    const hostname = parseHost(host);
    return hostname === undefined ? undefined : this.domains.findVerified(hostname);
  }

  /** So that `isShortHost` need not ask for each of many hosts before the surrounding transaction ends. */
  async lookAhead(hosts: readonly string[]): Promise<void> {
    await this.domains.lookAhead([...new Set(hosts.map(normalHost))]);
  }

  /** The same for several hosts, as `normalHost` writes them. */
  verifiedAmong(hosts: readonly string[]): Promise<Domain[]> {
    return this.domains.findVerifiedAmong(hosts);
  }

  /** Whether links are served there, by this installation: whose they are does not matter. */
  async isShortHost(host: string): Promise<boolean> {
    const hostname = normalHost(host);
    if (hostname === this.configuration.publicHost) return true;
    return (await this.domains.findVerified(hostname)) !== undefined;
  }

  /** Whether people come to that name, which has no port, for links or for this installation itself. */
  async isServed(name: string): Promise<boolean> {
    const hostname = parseHost(name);
    if (hostname === undefined) return false;
    return (await this.isOfInstallation(hostname)) || (await this.domains.findVerified(hostname)) !== undefined;
  }

  /** Whether a name, which has no port, is that of a host which the operator has named now or before. */
  async isOfInstallation(name: string): Promise<boolean> {
    const { publicHost, defaultDomain } = this.configuration;
    if ([publicHost, defaultDomain].map(nameOfHost).includes(name)) return true;
    return (await this.domains.findOfInstallation(name)) !== undefined;
  }
}
