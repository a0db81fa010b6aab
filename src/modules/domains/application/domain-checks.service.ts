import { Injectable } from '@nestjs/common';
import { Actor, scheduleFor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { ConflictError, NotFoundError } from '../../../common/domain/errors.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { Domain } from '../domain/domain.js';
import { DomainRepository } from '../domain/domain.repository.js';
import { DomainInspection, Findings } from './domain-inspection.js';
import { DomainNews } from './domain-news.js';
import { DomainsService } from './domains.service.js';

/** As many at once; so many rounds at a time. What is left waits a minute. */
const ROUND = 20;
const MOST_ROUNDS = 10;
/** Longer than any check: then whoever had taken it is gone, and another may. */
const TAKEN_FOR_MILLISECONDS = 5 * 60_000;

class ProvedMeanwhile extends Error {}

/** Whether organizations have proved their domains, by request and by schedule. */
@Injectable()
export class DomainChecksService {
  constructor(
    private readonly service: DomainsService,
    private readonly domains: DomainRepository,
    private readonly inspection: DomainInspection,
    private readonly news: DomainNews,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks for the proof now.
   * @throws NotFoundError, ForbiddenError; ConflictError where another organization has proved the same host.
   */
  async verify(actor: Actor, reach: Reach, id: string): Promise<Domain> {
    const { hostname, owner } = await this.service.requireOwn(reach, 'domains.update', id);
    const findings = await this.inspection.of(hostname, owner.organizationId);
    const checked = await this.record(actor, id, findings);
    if (!checked) throw new NotFoundError();
    if (checked.lastCheck !== 'held_elsewhere') return checked;
    throw new ConflictError(
      'This host has been proved elsewhere. Whoever did so has to delete it there, or to take their record away, before you can prove it.',
      'hostname_taken',
    );
  }

  /** Checks what is due. However many instances do so, each domain is looked at by one. */
  async checkDue(signal: AbortSignal): Promise<void> {
    const aborted = whenAborted(signal);
    for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round += 1) {
      const now = this.clock.now();
      const ids = await this.domains.takeDue(now, new Date(now.getTime() + TAKEN_FOR_MILLISECONDS), ROUND);
      await Promise.all(ids.map((id) => this.check(id, aborted)));
      if (ids.length < ROUND) return;
    }
  }

  /** Nothing is recorded of a look that was broken off: another instance looks anew. */
  private async check(id: string, aborted: Promise<undefined>): Promise<void> {
    const domain = await this.domains.findById(id);
    if (!domain) return;
    const { hostname, owner } = domain.requireOwned();
    const findings = await Promise.race([this.inspection.of(hostname, owner.organizationId), aborted]);
    if (findings) await this.record(scheduleFor(owner.organizationId), id, findings);
  }

  /** undefined where the domain is gone. */
  private async record(actor: Actor, id: string, findings: Findings): Promise<Domain | undefined> {
    const work = (): Promise<Domain | undefined> => this.unitOfWork.run(() => this.recordOnce(actor, id, findings));
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProvedMeanwhile) return work();
      throw error;
    }
  }

  private async recordOnce(actor: Actor, id: string, { proof, routing }: Findings): Promise<Domain | undefined> {
    const before = await this.domains.lock(id);
    if (!before) return undefined;
    const isHeld = proof === 'found' && (await this.domains.isHeldElsewhere(before));
    const after = before.checked(isHeld ? 'held_elsewhere' : proof, routing, this.clock.now());
    if (!(await this.domains.saveCheck(after))) throw new ProvedMeanwhile();
    if (after.status !== before.status && after.status !== 'pending') {
      await this.news.tell(actor, `domain.${after.status}`, after, { status: [before.status, after.status] });
    }
    return after;
  }
}

const whenAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(undefined);
    });
  });
