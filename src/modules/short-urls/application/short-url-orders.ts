import { RedirectType } from '../domain/short-url.js';

/** What somebody asks for. null and what is left out mean the same in a new link; in a change, null clears. */
export interface NewShortUrl {
  destinationUrl: string;
  slug?: string;
  /** Its host, as it was typed. */
  domain?: string;
  workspaceId?: string;
  title?: string | null;
  tags?: readonly string[] | null;
  startsAt?: Date | null;
  expiresAt?: Date | null;
  expiredUrl?: string | null;
  redirectType?: RedirectType;
}

export interface ShortUrlChange extends Partial<NewShortUrl> {
  archived?: boolean;
}
