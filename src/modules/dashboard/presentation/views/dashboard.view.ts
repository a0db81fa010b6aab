import type { AppShell } from '../../../../common/ui/app-shell.js';
import type { PlanFacts } from './api-keys.view.js';

/** What the first page after signing in shows. */
export interface DashboardView {
  readonly shell: AppShell;
  readonly plan: PlanFacts;
  readonly totals: { readonly links: number; readonly clicks: number; readonly members: number };
  /** The newest first. */
  readonly recentLinks: readonly RecentLink[];
  readonly steps: FirstSteps;
  /** For the example call. */
  readonly publicUrl: string;
}

export interface RecentLink {
  readonly id: string;
  readonly host: string;
  readonly slug: string;
  readonly shortUrl: string;
  readonly title: string | null;
  readonly destinationUrl: string;
  readonly clicks: number;
  readonly createdAt: Date;
  readonly isExpired: boolean;
  readonly workspace: string;
}

/** What of the way to a working integration is done. */
export interface FirstSteps {
  readonly hasToken: boolean;
  readonly hasLink: boolean;
  readonly hasApplication: boolean;
}
