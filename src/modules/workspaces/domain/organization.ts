import { newId } from '../../../common/domain/id.js';

/** The customer account: owns everything and carries the subscription plan. */
export class Organization {
  private constructor(
    readonly id: string,
    readonly name: string,
    readonly plan: string,
    /** Provisioned for this organization alone; null: what the plan says. */
    readonly requestsPerMinute: number | null,
    readonly createdAt: Date,
  ) {}

  static found(name: string, plan: string, now: Date): Organization {
    return new Organization(newId(), name, plan, null, now);
  }

  withPlan(plan: string, requestsPerMinute: number | null): Organization {
    return new Organization(this.id, this.name, plan, requestsPerMinute, this.createdAt);
  }
}
