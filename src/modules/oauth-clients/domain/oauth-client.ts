import { ScopeSet } from '../../../common/domain/access/scope.js';
import { ConflictError, NotFoundError } from '../../../common/domain/errors.js';
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
    return [this.changed({ ...details, secrets: kept }, now), secret];
  }

  /**
   * With one more secret, whose value is in the third place, only here. Those before it work for `overlapHours` at most;
   * those that work no longer are gone.
   * @throws ConflictError
   */
  withNewSecret(overlapHours: number, now: Date): [OAuthClient, ClientSecret, string] {
    this.requireConfidential();
    const end = new Date(now.getTime() + overlapHours * 3_600_000);
    const earlier = this.secrets.map((it) => it.endingBy(end)).filter((it) => it.isAlive(now));
    const [secret, value] = ClientSecret.issue(now);
    return [this.changed({ secrets: [...earlier, secret] }, now), secret, value];
  }

  /** @throws NotFoundError; ConflictError for the last one that works. */
  withoutSecret(secretId: string, now: Date): OAuthClient {
    const others = this.secrets.filter(({ id }) => id !== secretId);
    if (others.length === this.secrets.length) throw new NotFoundError();
    const hasWorking = (secrets: readonly ClientSecret[]): boolean => secrets.some((it) => it.isAlive(now));
    if (hasWorking(this.secrets) && !hasWorking(others)) {
      throw new ConflictError('No other secret of this application works. Make a new one first.', 'last_secret');
    }
    return this.changed({ secrets: others }, now);
  }

  /** @throws ConflictError for a public one, which keeps no secrets. */
  requireConfidential(): void {
    if (this.confidential) return;
    throw new ConflictError('A public application has no secrets: it proves itself by PKCE.', 'public_client');
  }

  get secretsNewestFirst(): readonly ClientSecret[] {
    return this.secrets.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
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

  /** People have approved being sent to the former ones. */
  gainsRedirectUri(after: OAuthClient): boolean {
    const known = uriTexts(this);
    return uriTexts(after).some((uri) => !known.includes(uri));
  }

  acceptsSecret(secret: string, now: Date): boolean {
    return this.confidential && this.secrets.some((it) => it.accepts(secret, now));
  }

  redirectsTo(requested: string): boolean {
    return this.redirectUris.some((uri) => uri.matches(requested));
  }

  /** Never with the same `updatedAt` twice: by it a change notices that another one came first. */
  private changed(fields: Partial<Fields>, now: Date): OAuthClient {
    const updatedAt = new Date(Math.max(now.getTime(), this.updatedAt.getTime() + 1));
    return new OAuthClient({ ...(this as Fields), ...fields, updatedAt });
  }
}

const firstSecret = (now: Date): [ClientSecret[], string] => {
  const [stored, secret] = ClientSecret.issue(now);
  return [[stored], secret];
};

const uriTexts = ({ redirectUris }: OAuthClient): string[] => redirectUris.map(({ value }) => value);

const sameValues = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((value) => others.includes(value));
