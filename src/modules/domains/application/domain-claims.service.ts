import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { ConflictError, NotFoundError, ValidationError } from '../../../common/domain/errors.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { customHostname } from '../domain/custom-hostname.js';
import { Domain } from '../domain/domain.js';
import { DomainRepository } from '../domain/domain.repository.js';
import { DomainNews } from './domain-news.js';
import { DomainsService } from './domains.service.js';

/** Each of them is looked for again and again. */
export const MOST_UNPROVED = 100;

export interface NewDomain {
  /** As it was typed. */
  hostname: string;
  workspaceId?: string;
}

/** A workspace's own domains: taken in, to be proved later, and given up. */
@Injectable()
export class DomainClaimsService {
  constructor(
    private readonly service: DomainsService,
    private readonly domains: DomainRepository,
    private readonly news: DomainNews,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Others may claim the same host; whoever proves it has it. @throws NotFoundError, ForbiddenError, ValidationError. */
  async claim(actor: Actor, reach: Reach, order: NewDomain): Promise<Domain> {
    const workspaceId = reach.targetWorkspace(order.workspaceId);
    reach.require('domains.create', workspaceId);
    const hostname = customHostname(order.hostname);
    if (await this.service.isOfInstallation(hostname)) {
      throw ValidationError.on('hostname', `${order.hostname} is this installation's own. Choose another host.`);
    }
    const owner = { organizationId: reach.organizationId, workspaceId };
    return this.unitOfWork.run(async () => {
      if ((await this.domains.countUnproved(reach)) >= MOST_UNPROVED) {
        throw ValidationError.on(
          'hostname',
          `${MOST_UNPROVED} domains wait for their proof. Prove or delete some first.`,
        );
      }
      const domain = Domain.claim(hostname, owner, this.clock.now());
      if (!(await this.domains.add(reach, domain))) {
        throw ValidationError.on('hostname', `This workspace has ${order.hostname} already.`);
      }
      await this.news.tell(actor, 'domain.created', domain, {});
      return domain;
    });
  }

  /** It serves nothing from then on. @throws NotFoundError, ForbiddenError; ConflictError where links stand on it. */
  async giveUp(actor: Actor, reach: Reach, id: string): Promise<void> {
    await this.service.requireOwn(reach, 'domains.delete', id);
    await this.unitOfWork.run(async () => {
      const domain = await this.domains.findForChange(reach, id);
      if (!domain) throw new NotFoundError();
      await this.news.tell(actor, 'domain.deleted', domain, {});
      if (await this.domains.remove(reach, domain)) return;
      throw new ConflictError(
        'Links stand on this domain. Delete them, or move them to another domain, first.',
        'domain_in_use',
      );
    });
  }
}
