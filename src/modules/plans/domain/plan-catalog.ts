/** What a subscription allows. `null` = unlimited. */
export interface Plan {
  name: string;
  title: string;
  requestsPerMinute: number | null;
}

/** Which plans there are. A port, so that a host application can sell others. */
export abstract class PlanCatalog {
  abstract all(): readonly Plan[];

  find(name: string): Plan | undefined {
    return this.all().find((plan) => plan.name === name);
  }

  /** The organization's limit: what was provisioned for it alone where its plan is unlimited, else the plan's. */
  requestsPerMinute(subscription: { plan: string; requestsPerMinute: number | null }): number | null {
    const plan = this.find(subscription.plan);
    if (!plan) throw new Error(`An organization has the plan ${subscription.plan}, which the catalog does not know`);
    return plan.requestsPerMinute ?? subscription.requestsPerMinute;
  }
}
