import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { BadRequestError } from '../../../common/domain/errors.js';
import { OAuthClient } from '../../oauth-clients/index.js';
import { OAuthError } from './oauth-error.js';

/** Which workspaces a user can let an application into. */
export type WorkspaceOffer =
  | { kind: 'all' }
  | { kind: 'fixed'; workspaceId: string }
  | { kind: 'choice'; workspaceIds: readonly string[]; selectedId: string };

/**
 * Registered under All Workspaces: all that the user reaches. Registered in one workspace: in its own organization that
 * one, elsewhere one that the user picks.
 * @throws OAuthError `access_denied` where the user has none to offer.
 */
export function workspaceOffer(client: OAuthClient, access: MemberAccess, active: WorkspaceChoice): WorkspaceOffer {
  const { workspaceId, organizationId } = client;
  const [first] = access.workspaceIds;
  if (first === undefined) throw noAccess('The user reaches no workspace.');
  if (workspaceId === null) return { kind: 'all' };
  if (organizationId === access.organizationId) {
    if (!access.reaches(workspaceId)) throw noAccess('The user has no access to the workspace of the application.');
    return { kind: 'fixed', workspaceId };
  }
  const selected = access.startingWorkspace(active === 'all' ? null : active);
  return { kind: 'choice', workspaceIds: access.workspaceIds, selectedId: selected ?? first };
}

/** The workspace that a grant is bound to; null: all. @throws BadRequestError */
export function boundWorkspace(offer: WorkspaceOffer, picked: string | undefined): string | null {
  if (offer.kind === 'all') return null;
  if (offer.kind === 'fixed') return offer.workspaceId;
  const id = picked ?? offer.selectedId;
  if (!offer.workspaceIds.includes(id)) throw new BadRequestError('Pick one of the workspaces on the page.');
  return id;
}

/** null: all. */
export function isOffered(offer: WorkspaceOffer, workspaceId: string | null): boolean {
  if (offer.kind === 'all') return workspaceId === null;
  if (offer.kind === 'fixed') return workspaceId === offer.workspaceId;
  return workspaceId !== null && offer.workspaceIds.includes(workspaceId);
}

const noAccess = (message: string): OAuthError => new OAuthError('access_denied', message);
