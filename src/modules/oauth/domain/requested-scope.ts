import { ALL_SCOPES, GRANTABLE_SCOPES, GrantedScope, isScope, ScopeSet } from '../../../common/domain/access/scope.js';
import { OAuthError } from './oauth-error.js';

/** Ten times what naming every scope takes. */
const MOST_CHARACTERS = 10 * GRANTABLE_SCOPES.join(' ').length;

/** The parameter `scope` (RFC 6749 §3.3). `*` in it means everything that the application is registered for. */
export class RequestedScope {
  private constructor(
    private readonly words: readonly GrantedScope[],
    readonly text: string | null,
  ) {}

  /** @throws OAuthError `invalid_scope` */
  static parse(text: string | undefined): RequestedScope {
    if (text !== undefined && text.length > MOST_CHARACTERS) {
      throw new OAuthError('invalid_scope', 'The scope is longer than all scopes together.');
    }
    const words = [...new Set((text ?? '').split(' ').filter(Boolean))];
    if (!words.every(isScope)) throw new OAuthError('invalid_scope', 'The scope holds a word that is unknown here.');
    return new RequestedScope(words, text ?? null);
  }

  /** What a new grant gets. @throws OAuthError `invalid_scope` */
  grantedBy(registered: ScopeSet): ScopeSet {
    const asked = this.against(registered);
    if (registered.covers(asked)) return asked;
    throw new OAuthError('invalid_scope', 'The application is not registered for one of the scopes.');
  }

  /**
   * What a refreshed access token gets: never more than was granted, which is what no scope at all means (RFC 6749 §6).
   * @throws OAuthError `invalid_scope`
   */
  refreshedFrom(granted: ScopeSet, registered: ScopeSet): ScopeSet {
    const remaining = granted.intersect(registered);
    if (remaining.values.length === 0) {
      throw new OAuthError('invalid_scope', 'The application is no longer registered for anything that was granted.');
    }
    if (this.isAbsent) return remaining;
    const asked = this.grantedBy(registered);
    if (granted.covers(asked)) return asked;
    throw new OAuthError('invalid_scope', 'The scope is wider than the one that was granted.');
  }

  /** RFC 6749 §5.1: the answer names its scope where it is not the one asked for. */
  isExactly(granted: ScopeSet): boolean {
    return this.words.length === granted.values.length && this.words.every((word) => granted.values.includes(word));
  }

  get isAbsent(): boolean {
    return this.words.length === 0;
  }

  private against(registered: ScopeSet): ScopeSet {
    if (this.isAbsent) return registered;
    const named = this.words.filter((word) => word !== ALL_SCOPES);
    return ScopeSet.of(this.words.includes(ALL_SCOPES) ? [...registered.values, ...named] : named);
  }
}
