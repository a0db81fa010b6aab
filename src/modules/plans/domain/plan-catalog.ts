/** What a subscription allows. `null` = unlimited. */
export interface Plan {
  name: string;
  title: string;
  requestsPerMinute: number | null;
  /** For how long single clicks are kept; what they add up to stays. */
  clickRetentionDays: number;
}

/** Which plans there are. A port, so that a host application can sell others. */
export abstract class PlanCatalog {
  abstract all(): readonly Plan[];

  find(name: string): Plan | undefined {
    return this.all().find((plan) => plan.name === name);
  }

  /** Of an organization. */
  get(name: string): Plan {
    const plan = this.find(name);
    if (!plan) throw new Error(`An organization has the plan ${name}, which the catalog does not know`);
    return plan;
  }

  /** The organization's limit: what was provisioned for it alone where its plan is unlimited, else the plan's. */
  requestsPerMinute(subscription: { plan: string; requestsPerMinute: number | null }): number | null {
    return this.get(subscription.plan).requestsPerMinute ?? subscription.requestsPerMinute;
  }
}
