import { Injectable } from '@nestjs/common';
import { ValidationError } from '../../../common/domain/errors.js';
import { attemptEach, Outcome } from '../../../common/domain/outcome.js';
import { Domain, DomainsService } from '../../domains/index.js';
import { PasswordHasher } from '../../users/index.js';
import { WorkspacesService } from '../../workspaces/index.js';
import { DestinationPolicy } from '../domain/destination-policy.js';
import { Utm } from '../domain/location.js';
import { parseRoutingRules } from '../domain/routing/parse-routing-rules.js';
import { RoutingRule } from '../domain/routing/routing-rule.js';
import { DEFAULT_SETTINGS, ShortUrl, ShortUrlSettings } from '../domain/short-url.js';
import { SlugPolicy } from '../domain/slug-policy.js';
import { checkAll } from './check-all.js';
import { NewShortUrl, ShortUrlChange, UtmChange } from './short-url-orders.js';

/** What needs no more than to be taken over. */
const PLAIN = [
  'title',
  'tags',
  'startsAt',
  'expiresAt',
  'maxClicks',
  'forwardQuery',
  'externalId',
  'redirectType',
  'archived',
] as const satisfies (keyof ShortUrlSettings & keyof ShortUrlChange)[];
type Plain = Pick<ShortUrlSettings, (typeof PLAIN)[number]>;

/** Hashing one takes a good part of a second. */
const MOST_PASSWORDS = 20;

/** What takes time that no transaction should wait for. */
export interface Prepared {
  passwordHash: string | null | undefined;
}

/** Brings what is asked for and the rules of the house together. */
@Injectable()
export class ShortUrlChecks {
  constructor(
    private readonly slugs: SlugPolicy,
    private readonly destinations: DestinationPolicy,
    private readonly domains: DomainsService,
    private readonly workspaces: WorkspacesService,
    private readonly passwords: PasswordHasher,
  ) {}

  /** Each password is hashed once, however many of the orders have it. */
  async prepare(orders: readonly Pick<ShortUrlChange, 'password'>[]): Promise<Outcome<Prepared>[]> {
    const hashes = new Map<string, string>();
    return attemptEach(orders, async ({ password }) => {
      if (typeof password !== 'string') return { passwordHash: password };
      if (!hashes.has(password) && hashes.size === MOST_PASSWORDS) {
        throw ValidationError.on('password', `One call may set ${MOST_PASSWORDS} different passwords.`);
      }
      const passwordHash = hashes.get(password) ?? (await this.passwords.hash(password));
      hashes.set(password, passwordHash);
      return { passwordHash };
    });
  }

  /** Without a slug where one is to be generated. @throws ValidationError */
  async ofNew(
    workspaceId: string,
    order: NewShortUrl,
    prepared: Prepared,
  ): Promise<{ domain: Domain; slug: string | undefined; settings: Omit<ShortUrlSettings, 'domainId' | 'slug'> }> {
    const { domain, slug, destinationUrl, expiredUrl, routingRules } = await checkAll({
      destinationUrl: () => this.destination(order.destinationUrl, 'destination_url'),
      ...this.policies(workspaceId, order),
      domain: () => this.domains.forLinkOf(workspaceId, order.domain),
    });
    const checked = { destinationUrl, expiredUrl: expiredUrl ?? null, routingRules: routingRules ?? [] };
    return { domain, slug, settings: { ...settled(DEFAULT_SETTINGS, order, prepared), ...checked } };
  }

  /** @throws ValidationError */
  async ofChange(
    shortUrl: ShortUrl,
    change: ShortUrlChange,
    prepared: Prepared,
  ): Promise<{ domain: Domain; settings: ShortUrlSettings }> {
    const { workspaceId } = shortUrl;
    const { domain, slug, destinationUrl, expiredUrl, routingRules } = await checkAll({
      destinationUrl: () =>
        change.destinationUrl === undefined ? undefined : this.destination(change.destinationUrl, 'destination_url'),
      ...this.policies(workspaceId, change),
      domain: () =>
        change.domain === undefined
          ? this.domains.ofLink(shortUrl)
          : this.domains.forLinkOf(workspaceId, change.domain),
    });
    const checked = {
      domainId: domain.id,
      slug: slug ?? shortUrl.slug,
      destinationUrl: destinationUrl ?? shortUrl.destinationUrl,
      expiredUrl: expiredUrl === undefined ? shortUrl.expiredUrl : expiredUrl,
      routingRules: routingRules ?? shortUrl.routingRules,
    };
    return { domain, settings: { ...settled(shortUrl, change, prepared), ...checked } };
  }

  private policies(workspaceId: string, { slug, expiredUrl, routingRules }: ShortUrlChange) {
    return {
      slug: () => (slug === undefined ? undefined : this.slugs.accept(slug)),
      expiredUrl: () => (typeof expiredUrl === 'string' ? this.destination(expiredUrl, 'expired_url') : expiredUrl),
      routingRules: () => (routingRules === undefined ? undefined : this.rules(workspaceId, routingRules ?? [])),
    };
  }

  private async rules(workspaceId: string, rules: unknown): Promise<RoutingRule[]> {
    return parseRoutingRules(rules, {
      allowedSchemes: await this.workspaces.allowedSchemes(workspaceId),
      acceptDestination: (text, field) => this.destinations.accept(text, field),
    });
  }

  private async destination(text: string, field: string): Promise<string> {
    return (await this.destinations.accept(text, field)).text;
  }
}

/** What is left out stays as it is; null brings the default back. */
function settled(
  current: Plain & Pick<ShortUrlSettings, 'utm' | 'passwordHash'>,
  order: ShortUrlChange,
  { passwordHash }: Prepared,
): Plain & Pick<ShortUrlSettings, 'utm' | 'passwordHash'> {
  const plain = PLAIN.map((name) => [
    name,
    order[name] === undefined ? current[name] : (order[name] ?? DEFAULT_SETTINGS[name]),
  ]);
  return {
    ...(Object.fromEntries(plain) as Plain),
    utm: mergedUtm(current.utm, order.utm),
    passwordHash: passwordHash === undefined ? current.passwordHash : passwordHash,
  };
}

function mergedUtm(current: Utm | null, change: UtmChange | null | undefined): Utm | null {
  if (change === undefined) return current;
  const merged = Object.entries({ ...(change && current), ...change }).filter(([, value]) => value);
  return merged.length === 0 ? null : Object.fromEntries(merged);
}
