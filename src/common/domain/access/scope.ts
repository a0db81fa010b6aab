/** What a credential can be narrowed to. `*` is everything that its user may do through the API. */
export const SCOPES = [
  'users:read',
  'short-urls:read',
  'short-urls:write',
  'domains:read',
  'domains:write',
  'analytics:read',
  'workspaces:read',
] as const;

export type Scope = (typeof SCOPES)[number];
export const ALL_SCOPES = '*';
export type GrantedScope = Scope | typeof ALL_SCOPES;
export const GRANTABLE_SCOPES: readonly GrantedScope[] = [ALL_SCOPES, ...SCOPES];

export const isScope = (value: unknown): value is GrantedScope =>
  (GRANTABLE_SCOPES as readonly unknown[]).includes(value);

/** A granted set of scopes: the registration's of an application, or a credential's. */
export class ScopeSet {
  private constructor(readonly values: readonly GrantedScope[]) {}

  /** Unknown words are the caller's to refuse beforehand (`isScope`). `*` swallows the others. */
  static of(values: readonly string[]): ScopeSet {
    const known = values.filter(isScope);
    return new ScopeSet(known.includes(ALL_SCOPES) ? [ALL_SCOPES] : [...new Set(known)].sort());
  }

  get isEverything(): boolean {
    return this.values.includes(ALL_SCOPES);
  }

  allows(scope: Scope): boolean {
    return this.isEverything || this.values.includes(scope);
  }

  covers(other: ScopeSet): boolean {
    return this.isEverything || other.values.every((scope) => this.values.includes(scope));
  }

  /** What both sets grant. */
  intersect(other: ScopeSet): ScopeSet {
    if (this.isEverything) return other;
    if (other.isEverything) return this;
    return ScopeSet.of(this.values.filter((scope) => other.values.includes(scope)));
  }

  equals(other: ScopeSet): boolean {
    return this.covers(other) && other.covers(this);
  }

  /** RFC 6749 §3.3: space-delimited. */
  toString(): string {
    return this.values.join(' ');
  }
}
