import { ValidationError } from '../../../../src/common/domain/errors.js';
import { DestinationUrl } from '../../../../src/modules/short-urls/domain/destination-url.js';
import { parseRoutingRules } from '../../../../src/modules/short-urls/domain/routing/parse-routing-rules.js';
import { RoutingRule } from '../../../../src/modules/short-urls/domain/routing/routing-rule.js';

function acceptDestination(text: string, field: string): Promise<DestinationUrl> {
  const destination = DestinationUrl.parse(text);
  return typeof destination === 'string'
    ? Promise.reject(ValidationError.on(field, `${field} ${destination}`))
    : Promise.resolve(destination);
}

/** With destinations checked as those of links are. */
export const parse = (input: unknown, allowedSchemes: readonly string[] = []): Promise<RoutingRule[]> =>
  parseRoutingRules(input, { acceptDestination, allowedSchemes });

/** The places of all faults, each with its messages. */
export async function faultsOf(input: unknown, allowedSchemes?: readonly string[]): Promise<Record<string, string[]>> {
  try {
    await parse(input, allowedSchemes);
    return {};
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.errors;
  }
}
