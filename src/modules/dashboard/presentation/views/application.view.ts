import type { AppShell } from '../../../../common/ui/app-shell.js';
import type { FieldErrors } from '../../../../common/ui/field.js';
import type { ApplicationItem } from './api-keys.view.js';

/** What API Keys → one application shows. */
export interface ApplicationView {
  readonly shell: AppShell;
  readonly now: Date;
  /** As it is stored; what is being typed stands in the form. */
  readonly application: ApplicationItem;
  readonly usage: ApplicationUsage;
  /** Newest first; a public application has none. */
  readonly secrets: readonly SecretItem[];
  readonly form: ChangeForm;
  /** The form or the question that is open. */
  readonly open?: ApplicationPanel;
  /** A secret that was made just now: only in the answer to the POST that made it. */
  readonly issuedSecret?: string;
  readonly notice?: string;
}

export interface ApplicationUsage {
  /** Approvals that are in force; one person may have given several. */
  readonly activeGrants: number;
  readonly lastUsedAt: Date | null;
  readonly requests30Days: number;
}

export interface SecretItem {
  readonly id: string;
  readonly createdAt: Date;
  /** Null: until it is deleted. */
  readonly expiresAt: Date | null;
  readonly mayDelete: boolean;
}

export type ApplicationPanel =
  | { readonly kind: 'delete-application' }
  | { readonly kind: 'new-secret'; readonly form: SecretForm }
  | { readonly kind: 'delete-secret'; readonly secret: SecretItem };

/** How long the earlier secrets go on working, in hours. */
export const OVERLAP_CHOICES = ['0', '24', '168'] as const;
export type OverlapChoice = (typeof OVERLAP_CHOICES)[number];

export interface SecretForm {
  readonly overlapHours: OverlapChoice;
  readonly errors: FieldErrors;
}

export interface ChangeForm {
  readonly values: {
    readonly name: string;
    readonly link: string;
    /** One on each line. */
    readonly redirectUris: string;
    readonly description: string;
  };
  readonly errors: FieldErrors;
}

export const worksAt = ({ expiresAt }: SecretItem, now: Date): boolean => expiresAt === null || expiresAt > now;

/** When the last of those that are ending stops; undefined where none is. */
export const lastEnd = (secrets: readonly SecretItem[], now: Date): Date | undefined =>
  secrets
    .filter((it) => worksAt(it, now))
    .flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]))
    .toSorted((a, b) => b.getTime() - a.getTime())[0];
