import { ScopeSet } from '../../../common/domain/access/scope.js';
import { Page, PageRequest } from '../../../common/domain/page.js';

/** An application that a user has let in, as the user sees it: all that it holds of them together. */
export interface ConnectedApplication {
  clientId: string;
  name: string;
  link: string;
  description: string;
  /** Who runs it. */
  organization: string;
  scopes: ScopeSet;
  /** null: all that the user reaches. */
  workspaceIds: readonly string[] | null;
  connectedAt: Date;
  lastUsedAt: Date | null;
  /** null: it can do nothing at present, but need not ask again. */
  expiresAt: Date | null;
}

export abstract class ConnectedApplicationDirectory {
  /** Those with a live grant or a remembered approval, newest first. */
  abstract list(userId: string, page: PageRequest, now: Date): Promise<Page<ConnectedApplication>>;
}
