import { isDeepStrictEqual } from 'node:util';
import { ValidationError } from '../../../common/domain/errors.js';
import { type NewShortUrl, SETTING_NAMES, type ShortUrlListing } from '../../short-urls/index.js';

/** Of its address and destination something else is said. */
const { slug: _slug, destinationUrl: _destinationUrl, domainId: _domainId, ...COMPARED } = SETTING_NAMES;
type Setting = keyof typeof COMPARED;

const SETTINGS = Object.keys(COMPARED) as Setting[];
const LIST = new Intl.ListFormat('en');

/** A link as far as rows can differ from it; its times may have become text, as in JSON. */
export type ComparedLink = Pick<ShortUrlListing, 'domain' | 'slug' | 'destinationUrl' | 'isPasswordProtected'> &
  Record<Setting, unknown>;

/** What is left out says nothing. @throws ValidationError where the row asks for another link than the one there. */
export function requireSame(
  link: ComparedLink,
  order: Pick<NewShortUrl, Setting | 'destinationUrl' | 'password'>,
  by = '',
): void {
  const address = `${link.domain}/${link.slug}`;
  if (link.destinationUrl !== order.destinationUrl)
    throw ValidationError.on('slug', `${address} leads to ${link.destinationUrl} already${by}.`);
  const others = SETTINGS.filter((name) => order[name] !== undefined && !isSame(name, link[name], order[name]));
  const names: string[] = others.map((name) => COMPARED[name]);
  // Whether it is the same password, only a slow comparison could tell.
  if (typeof order.password === 'string' && !link.isPasswordProtected) names.push('password');
  if (names.length === 0) return;
  throw ValidationError.on(
    'slug',
    `${address} is there already${by && `${by},`} with another ${LIST.format(names)}. Change the link itself, or leave these columns out.`,
  );
}

const isSame = (name: Setting, is: unknown, wanted: unknown): boolean =>
  isDeepStrictEqual(comparable(name, is), comparable(name, wanted));

function comparable(name: Setting, value: unknown): unknown {
  if (name === 'tags') return new Set((value as readonly string[]).map(nameKeyOf));
  if (name === 'routingRules') return value ?? [];
  if (name === 'utm') return new Map(Object.entries(value ?? {}).filter(([, it]) => it));
  return value instanceof Date ? value.toISOString() : value;
}

const nameKeyOf = (tag: string): string => tag.normalize('NFC').toLowerCase();
