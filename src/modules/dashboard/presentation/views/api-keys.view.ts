import type { GrantedScope, Scope } from '../../../../common/domain/access/scope.js';
import type { AppShell } from '../../../../common/ui/app-shell.js';
import type { FieldErrors } from '../../../../common/ui/field.js';

/** What API Integration → API Keys shows. */
export interface ApiKeysView {
  readonly shell: AppShell;
  readonly now: Date;
  readonly plan: PlanFacts;
  /** Whether this user may make credentials where they are now; if not, why. */
  readonly creation: 'allowed' | 'no-permission' | 'no-workspace';
  readonly tokens: readonly TokenItem[];
  readonly applications: readonly ApplicationItem[];
  /** The form or the question that is open. */
  readonly open?: OpenPanel;
  /** Only in the answer to the POST that made it. */
  readonly issued?: IssuedToken | IssuedApplication;
  /** What was done just before: `nightly-import is revoked.` */
  readonly notice?: string;
}

export interface PlanFacts {
  readonly name: string;
  /** Null: without limit. */
  readonly requestsPerMinute: number | null;
}

export interface TokenItem {
  readonly id: string;
  readonly name: string | null;
  /** What may still be seen of its value. */
  readonly masked: string;
  /** Null: All Workspaces. */
  readonly workspace: string | null;
  readonly scopes: readonly GrantedScope[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string | null;
  readonly uses30Days: number;
  /** Whose it is, where that is somebody else. */
  readonly owner?: string;
  readonly mayRevoke: boolean;
}

export interface ApplicationItem {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly workspace: string | null;
  readonly redirectUris: readonly string[];
  readonly confidential: boolean;
  readonly createdAt: Date;
  /** How many people have approved it. */
  readonly people: number;
  readonly owner?: string;
  readonly mayManage: boolean;
}

export type OpenPanel =
  | { readonly kind: 'new-token'; readonly form: TokenForm }
  | { readonly kind: 'revoke-token'; readonly token: Pick<TokenItem, 'id' | 'name' | 'masked'> }
  | { readonly kind: 'new-application'; readonly form: ApplicationForm };

export const EXPIRY_CHOICES = ['30', '90', '365', 'date'] as const;
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number];

export interface TokenForm {
  readonly values: {
    readonly name: string;
    readonly expiresInDays: ExpiryChoice;
    /** `2027-02-23`, with the choice `date`. */
    readonly expiresOn: string;
    readonly scopeChoice: 'all' | 'some';
    readonly scopes: readonly GrantedScope[];
  };
  /** Those that something is served for. */
  readonly offeredScopes: readonly Scope[];
  readonly errors: FieldErrors;
}

export interface ApplicationForm {
  readonly values: {
    readonly name: string;
    readonly link: string;
    readonly redirectUri: string;
    readonly description: string;
    readonly confidential: boolean;
  };
  readonly errors: FieldErrors;
}

export interface IssuedToken {
  readonly kind: 'token';
  readonly token: string;
  readonly masked: string;
  readonly name: string | null;
  readonly workspace: string | null;
  readonly expiresAt: Date;
  readonly scopes: readonly GrantedScope[];
}

export interface IssuedApplication {
  readonly kind: 'application';
  readonly name: string;
  readonly clientId: string;
  /** Public clients have none. */
  readonly clientSecret?: string;
  readonly workspace: string | null;
  readonly redirectUris: readonly string[];
}

/** A token without a name goes by the end of its value. */
export const nameOfToken = ({ name, masked }: Pick<TokenItem, 'name' | 'masked'>): string => name ?? masked;
