import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { NotFoundError, ValidationError } from '../../../common/domain/errors.js';
import { JsonObject, mergePatch } from '../../../common/domain/merge-patch.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { Domain, DomainSettings } from '../domain/domain.js';
import { DomainRepository } from '../domain/domain.repository.js';
import { RedirectAddressPolicy } from '../domain/redirect-address-policy.js';
import { DomainNews } from './domain-news.js';
import { DomainsService } from './domains.service.js';

/** Of each association file, as it is served. */
export const MOST_FILE_BYTES = 65_536;

/** What is left out stays. The object for Apple is a merge patch (RFC 7396) of the present one. */
export type DomainChange = Partial<DomainSettings>;

/** What the audit log names a setting. */
const AUDITED = {
  rootRedirectUrl: 'root_redirect_url',
  notFoundRedirectUrl: 'not_found_redirect_url',
  isWorkspaceDefault: 'is_workspace_default',
  appleAppSiteAssociation: 'apple_app_site_association',
  assetlinks: 'assetlinks',
} as const satisfies Record<keyof DomainSettings, string>;

const SETTINGS = Object.keys(AUDITED) as (keyof DomainSettings)[];

/** How a workspace's domain behaves where no link stands, and whether it is the workspace's default. */
@Injectable()
export class DomainSettingsService {
  constructor(
    private readonly service: DomainsService,
    private readonly domains: DomainRepository,
    private readonly addresses: RedirectAddressPolicy,
    private readonly news: DomainNews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws NotFoundError, ForbiddenError, ValidationError. */
  async update(actor: Actor, reach: Reach, id: string, change: DomainChange): Promise<Domain> {
    const { hostname, owner } = await this.service.requireOwn(reach, 'domains.update', id);
    await this.requireGoodAddress(hostname, 'root_redirect_url', change.rootRedirectUrl);
    await this.requireGoodAddress(hostname, 'not_found_redirect_url', change.notFoundRedirectUrl);
    return this.unitOfWork.run(async () => {
      const former = change.isWorkspaceDefault && (await this.domains.lockDefaultOf(reach, owner.workspaceId));
      const before = await this.domains.findForChange(reach, id);
      if (!before) throw new NotFoundError();
      if (change.isWorkspaceDefault) requireVerified(before);
      if (former && former.id !== id) await this.save(actor, reach, former, { isWorkspaceDefault: false });
      return this.save(actor, reach, before, withMergedFile(before, change));
    });
  }

  private async save(actor: Actor, reach: Reach, before: Domain, change: DomainChange): Promise<Domain> {
    const after = before.with(change);
    const changed = SETTINGS.filter((it) => JSON.stringify(before[it]) !== JSON.stringify(after[it]));
    if (changed.length === 0) return before;
    await this.domains.save(reach, after);
    const changes = Object.fromEntries(changed.map((it) => [AUDITED[it], [before[it], after[it]]]));
    await this.news.tell(actor, 'domain.updated', after, changes);
    return after;
  }

  private async requireGoodAddress(hostname: string, field: string, address?: string | null): Promise<void> {
    if (typeof address !== 'string') return;
    await this.addresses.requireGood(address, field);
    if (new URL(address).hostname === hostname) {
      throw ValidationError.on(field, `${field} must not lead back to this domain.`);
    }
  }
}

function requireVerified(domain: Domain): void {
  if (domain.isVerified) return;
  throw ValidationError.on('is_workspace_default', 'Links can stand on this domain once it is verified.');
}

/** @throws ValidationError where a file becomes too large. */
function withMergedFile(before: Domain, { appleAppSiteAssociation: patch, ...rest }: DomainChange): DomainChange {
  const change = patch
    ? { ...rest, appleAppSiteAssociation: mergePatch(before.appleAppSiteAssociation, patch) }
    : { ...rest, ...(patch === null && { appleAppSiteAssociation: null }) };
  requireSize('apple_app_site_association', change.appleAppSiteAssociation);
  requireSize('assetlinks', change.assetlinks);
  return change;
}

function requireSize(field: string, file: JsonObject | readonly JsonObject[] | null | undefined): void {
  if (!file || new TextEncoder().encode(JSON.stringify(file)).length <= MOST_FILE_BYTES) return;
  throw ValidationError.on(field, `${field} must have ${MOST_FILE_BYTES} bytes or fewer.`);
}
