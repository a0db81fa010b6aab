import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { Clock } from '../../../common/domain/clock.js';
import { NotFoundError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { ApprovalRepository } from '../domain/approval.repository.js';
import { ConnectedApplication, ConnectedApplicationDirectory } from '../domain/connected-application.js';
import { GrantRevocation } from './grant-revocation.js';

/** The applications that a user has let in. */
@Injectable()
export class ConnectedApplicationsService {
  constructor(
    private readonly directory: ConnectedApplicationDirectory,
    private readonly approvals: ApprovalRepository,
    private readonly revocation: GrantRevocation,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: CommittedChanges,
    private readonly clock: Clock,
  ) {}

  list(userId: string, page: PageRequest): Promise<Page<ConnectedApplication>> {
    return this.directory.list(userId, page, this.clock.now());
  }

  /**
   * Ends all that the application holds of this user, and makes it ask again.
   * @throws NotFoundError where it holds nothing.
   */
  async disconnect(actor: Actor, userId: string, clientId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const approval = await this.approvals.hold(userId, clientId);
      if (approval) await this.approvals.forget(approval);
      const ended = await this.revocation.byUser(actor, userId, clientId);
      if (!approval && ended === 0) throw new NotFoundError();
    });
    await this.changes.settled();
  }
}
