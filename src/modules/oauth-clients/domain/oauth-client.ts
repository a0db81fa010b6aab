import { ScopeSet } from '../../../common/domain/access/scope.js';
import { newId } from '../../../common/domain/id.js';
import { changedDetails, ClientDetails, ClientInput } from './client-details.js';
import { ClientSecret } from './client-secret.js';
import { RedirectUri } from './redirect-uri.js';

export interface ClientOrigin {
  organizationId: string;
  /** The workspace that was active; null: All Workspaces. For good. */
  workspaceId: string | null;
  createdBy: string | null;
}

type Fields = ClientDetails &
  ClientOrigin & { id: string; secrets: readonly ClientSecret[]; createdAt: Date; updatedAt: Date };

/** A registered third-party program: an "application" to people, a "client" to RFC 6749. Its id is its `client_id`. */
export class OAuthClient implements ClientDetails, ClientOrigin {
  readonly id!: string;
  readonly organizationId!: string;
  readonly workspaceId!: string | null;
  readonly createdBy!: string | null;
  readonly name!: string;
  readonly link!: string;
  readonly description!: string;
  readonly redirectUris!: readonly RedirectUri[];
  readonly confidential!: boolean;
  readonly scopes!: ScopeSet;
  readonly requirePkce!: boolean;
  readonly accessTokenLifetimeSeconds!: number;
  readonly secrets!: readonly ClientSecret[];
  readonly createdAt!: Date;
  readonly updatedAt!: Date;

  private constructor(fields: Fields) {
    Object.assign(this, fields);
  }

  /** With its secret, which is shown only now; a public application has none. */
  static register(origin: ClientOrigin, details: ClientDetails, now: Date): [OAuthClient, string | undefined] {
    const [secrets, secret] = details.confidential ? firstSecret(now) : [[], undefined];
    return [new OAuthClient({ ...origin, ...details, id: newId(), secrets, createdAt: now, updatedAt: now }), secret];
  }

  /**
   * With a first secret where it becomes confidential; one that becomes public loses its secrets.
   * @throws ValidationError
   */
  with(input: ClientInput, now: Date): [OAuthClient, string | undefined] {
    const details = changedDetails(this, input);
    const [secrets, secret] = details.confidential && !this.confidential ? firstSecret(now) : [this.secrets, undefined];
    const kept = details.confidential ? secrets : [];
    const fields: Fields = { ...(this as Fields), ...details, secrets: kept, updatedAt: now };
    return [new OAuthClient(fields), secret];
  }

  /** RFC 7636: whoever keeps no secret proves by PKCE that it was they who asked. */
  get needsPkce(): boolean {
    return this.requirePkce || !this.confidential;
  }

  /** The difference is one that a stranger at an unattended screen could turn into access. */
  differsInWhatIsGuarded(after: OAuthClient): boolean {
    const sameUris = sameValues(uriTexts(this), uriTexts(after));
    return !sameUris || !this.scopes.equals(after.scopes) || this.confidential !== after.confidential;
  }

  acceptsSecret(secret: string, now: Date): boolean {
    return this.confidential && this.secrets.some((it) => it.accepts(secret, now));
  }

  redirectsTo(requested: string): boolean {
    return this.redirectUris.some((uri) => uri.matches(requested));
  }
}

const firstSecret = (now: Date): [ClientSecret[], string] => {
  const [stored, secret] = ClientSecret.issue(now);
  return [[stored], secret];
};

const uriTexts = ({ redirectUris }: OAuthClient): string[] => redirectUris.map(({ value }) => value);

const sameValues = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((value) => others.includes(value));
