import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { AppShell } from '../../../common/ui/app-shell.js';
import { ClientListing, ClientSecret } from '../../oauth-clients/index.js';
import { ApiTokenListing, maskedApiToken } from '../../tokens/index.js';
import { workspaceName } from './app-shell.factory.js';
import { ApplicationItem, TokenItem } from './views/api-keys.view.js';
import { ApplicationUsage, SecretItem } from './views/application.view.js';

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

export const applicationUsage = (listing: ClientListing): ApplicationUsage => ({
  activeGrants: listing.activeGrants,
  lastUsedAt: listing.lastUsedAt,
  requests30Days: listing.requestsIn30Days,
});

/** Newest first. The last one that works has no way to be deleted. */
export function secretItems({ client }: ClientListing, { access }: Onlooker, now: Date): SecretItem[] {
  const mayEnd = client.createdBy === access.userId || access.allows('credentials.delete', client.workspaceId ?? 'all');
  const working = client.secrets.filter((it) => it.isAlive(now));
  const isLast = (secret: ClientSecret): boolean => working.length === 1 && working[0] === secret;
  return client.secretsNewestFirst.map((secret) => ({
    id: secret.id,
    createdAt: secret.createdAt,
    expiresAt: secret.expiresAt,
    mayDelete: mayEnd && !isLast(secret),
  }));
}

const isOwn = (userId: string | null, { access }: Onlooker): boolean => userId === access.userId;

function ownerOf(userId: string | null, onlooker: Onlooker): { owner?: string } {
  if (userId === null || isOwn(userId, onlooker)) return {};
  const owner = onlooker.nameOfMember(userId);
  return owner === undefined ? {} : { owner };
}
