import { Injectable } from '@nestjs/common';
import { ValidationError } from '../../../common/domain/errors.js';
import { DomainsService } from '../../domains/index.js';
import { DestinationPolicy } from '../domain/destination-policy.js';
import { DestinationUrl } from '../domain/destination-url.js';

@Injectable()
export class StandardDestinationPolicy extends DestinationPolicy {
  constructor(private readonly domains: DomainsService) {
    super();
  }

  override async accept(text: string, field: string): Promise<DestinationUrl> {
    const destination = DestinationUrl.parse(text);
    if (typeof destination === 'string') throw ValidationError.on(field, `${field} ${destination}`);
    if (await this.domains.isShortHost(destination.host)) {
      throw ValidationError.on(field, `${field} must not lead to a short link's host: ${destination.host} is one.`);
    }
    return destination;
  }
}
