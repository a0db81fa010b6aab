import { Injectable, Logger } from '@nestjs/common';
import { Configuration } from '../../../../config/configuration.js';
import { Database } from '../../../../database/database.js';
import { PlanCatalog } from '../../../plans/index.js';

/** Where a link's clicks are counted, and for how long each of them is kept. */
export interface LinkPlace {
  workspaceId: string;
  domainId: string;
  keptDays: number;
  /** Deleted since it was visited. */
  isGone: boolean;
}

interface Row {
  id: string;
  workspace_id: string;
  domain_id: string;
  plan: string;
  is_gone: boolean;
}

const PLACES = `
  SELECT s.id, s.workspace_id, s.domain_id, s.is_gone, o.plan FROM (
    SELECT id, workspace_id, domain_id, false AS is_gone FROM short_urls WHERE id = ANY($1::uuid[])
    UNION ALL SELECT id, workspace_id, domain_id, true FROM gone_short_urls WHERE id = ANY($1::uuid[])
  ) s JOIN workspaces w ON w.id = s.workspace_id JOIN organizations o ON o.id = w.organization_id`;

@Injectable()
export class LinkPlaces {
  private readonly logger = new Logger(LinkPlaces.name);
  private readonly unknownPlans = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly plans: PlanCatalog,
    private readonly configuration: Configuration,
  ) {}

  /** By the links' ids; missing are those that are gone for long, or with their workspace. */
  async of(shortUrlIds: readonly string[]): Promise<Map<string, LinkPlace>> {
    const { clickRetentionDays } = this.configuration.settings;
    const rows: Row[] = await this.database.manager.query(PLACES, [shortUrlIds]);
    return new Map(
      rows.map(({ id, workspace_id: workspaceId, domain_id: domainId, plan, is_gone: isGone }) => [
        id,
        { workspaceId, domainId, isGone, keptDays: clickRetentionDays ?? this.keptDaysOf(plan) },
      ]),
    );
  }

  /** Of an unknown plan the least that any promises: one organization must not keep the others from being counted. */
  private keptDaysOf(name: string): number {
    const plan = this.plans.find(name);
    if (plan) return plan.clickRetentionDays;
    const days = Math.min(...this.plans.all().map(({ clickRetentionDays }) => clickRetentionDays));
    if (!this.unknownPlans.has(name)) {
      this.logger.warn(`An organization has the plan ${name}, which is unknown; its clicks are kept for ${days} days`);
    }
    this.unknownPlans.add(name);
    return days;
  }
}
