import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { AppShell } from '../../../common/ui/app-shell.js';
import { ClientListing } from '../../oauth-clients/index.js';
import { ApiTokenListing, maskedApiToken } from '../../tokens/index.js';
import { workspaceName } from './app-shell.factory.js';
import { ApplicationItem, TokenItem } from './views/api-keys.view.js';

/** What turns stored credentials into lines of a page: who looks, from where, and who is who. */
export interface Onlooker {
  access: MemberAccess;
  shell: AppShell;
  nameOfMember: (id: string) => string | undefined;
}

export const tokenItem = ({ token, ...use }: ApiTokenListing, onlooker: Onlooker): TokenItem => ({
  id: token.id,
  name: token.name || null,
  masked: maskedApiToken(token.lastFour),
  workspace: workspaceName(onlooker.shell, token.workspaceId),
  scopes: token.scopes,
  createdAt: token.createdAt,
  expiresAt: token.expiresAt,
  lastUsedAt: use.lastUsedAt,
  lastUsedAddress: use.lastUsedAddress,
  uses30Days: use.usesIn30Days,
  mayRevoke: isOwn(token.userId, onlooker) || onlooker.access.allows('credentials.delete', token.workspaceId ?? 'all'),
  ...ownerOf(token.userId, onlooker),
});

export const applicationItem = ({ client, people }: ClientListing, onlooker: Onlooker): ApplicationItem => ({
  id: client.id,
  name: client.name,
  clientId: client.id,
  workspace: workspaceName(onlooker.shell, client.workspaceId),
  redirectUris: client.redirectUris.map(({ value }) => value),
  confidential: client.confidential,
  createdAt: client.createdAt,
  people,
  mayManage:
    isOwn(client.createdBy, onlooker) || onlooker.access.allows('credentials.create', client.workspaceId ?? 'all'),
  ...ownerOf(client.createdBy, onlooker),
});

const isOwn = (userId: string | null, { access }: Onlooker): boolean => userId === access.userId;

function ownerOf(userId: string | null, onlooker: Onlooker): { owner?: string } {
  if (userId === null || isOwn(userId, onlooker)) return {};
  const owner = onlooker.nameOfMember(userId);
  return owner === undefined ? {} : { owner };
}
