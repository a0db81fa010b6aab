import { Injectable } from '@nestjs/common';
import { RedirectAddressPolicy } from '../../domains/index.js';
import { DestinationPolicy } from '../domain/destination-policy.js';

/** Wherever a link may lead, a domain's other addresses may. */
@Injectable()
export class DestinationRedirectAddressPolicy extends RedirectAddressPolicy {
  constructor(private readonly destinations: DestinationPolicy) {
    super();
  }

  override async requireGood(address: string, field: string): Promise<void> {
    await this.destinations.accept(address, field);
  }
}
