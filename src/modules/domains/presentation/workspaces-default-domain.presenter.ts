import { Injectable } from '@nestjs/common';
import { DefaultDomainPresenter } from '../../workspaces/index.js';
import { DomainsService } from '../application/domains.service.js';
import { displayedHost } from './displayed-host.js';

@Injectable()
export class WorkspacesDefaultDomainPresenter extends DefaultDomainPresenter {
  constructor(private readonly domains: DomainsService) {
    super();
  }

  override async hostsOf(workspaceIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const hosts = await this.domains.defaultHostsOf(workspaceIds);
    return new Map([...hosts].map(([id, host]) => [id, displayedHost(host)]));
  }
}
