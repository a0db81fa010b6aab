import { ALL_SCOPES, ScopeSet } from '../../../common/domain/access/scope.js';
import { FieldErrors, ValidationError } from '../../../common/domain/errors.js';
import { parseUrl } from '../../../common/domain/parse-url.js';
import { RedirectUri } from './redirect-uri.js';

/** What an application's owner says about it, and may say anew later. */
export interface ClientDetails {
  name: string;
  link: string;
  description: string;
  redirectUris: readonly RedirectUri[];
  /** It can keep a secret, since it runs on a server (RFC 6749 §2.1). */
  confidential: boolean;
  scopes: ScopeSet;
  requirePkce: boolean;
  accessTokenLifetimeSeconds: number;
}

/** As it is typed; redirect URIs by exactly one of the two fields. */
export interface ClientInput extends Partial<Omit<ClientDetails, 'redirectUris'>> {
  redirectUri?: string;
  redirectUris?: readonly string[];
}

export const MAX_REDIRECT_URIS = 20;
export const SHORTEST_ACCESS_SECONDS = 60;
export const LONGEST_ACCESS_SECONDS = 31_536_000;

export const CLIENT_DEFAULTS = {
  description: '',
  confidential: true,
  scopes: ScopeSet.of([ALL_SCOPES]),
  requirePkce: false,
  accessTokenLifetimeSeconds: LONGEST_ACCESS_SECONDS,
} as const satisfies Partial<ClientDetails>;

const MOST_LINK_CHARACTERS = 2000;

/** @throws ValidationError */
export function newClientDetails(input: ClientInput & Pick<ClientDetails, 'name' | 'link'>): ClientDetails {
  if (input.redirectUri === undefined && input.redirectUris === undefined) {
    throw ValidationError.on('redirect_uri', 'Give the address that people are sent back to.');
  }
  return changedDetails({ ...CLIENT_DEFAULTS, name: input.name, link: input.link, redirectUris: [] }, input);
}

/** `before` with what is given. @throws ValidationError */
export function changedDetails(before: ClientDetails, input: ClientInput): ClientDetails {
  const { redirectUri, redirectUris, ...given } = input;
  const details = { ...before, ...withoutUndefined(given) };
  const typed = typedUris(redirectUri, redirectUris);
  const uris = typed ? Object.values(typed).map((text) => RedirectUri.of(text)) : before.redirectUris;
  const errors: FieldErrors = {
    ...faultOfLink(details.link),
    ...(typed ? faultsOfUris(typed, details.confidential) : faultOfKind(uris, details.confidential)),
    ...faultOfPkce(input.requirePkce, details.confidential),
  };
  if (Object.keys(errors).length > 0) throw new ValidationError(errors);
  return { ...details, redirectUris: uris };
}

/** By the field that each stands in. */
function typedUris(one?: string, many?: readonly string[]): Record<string, string> | undefined {
  if (one !== undefined && many !== undefined) {
    throw ValidationError.on('redirect_uri', 'Give redirect_uri or redirect_uris, not both.');
  }
  if (many) return Object.fromEntries(many.map((text, index) => [`redirect_uris.${index}`, text]));
  return one === undefined ? undefined : { redirect_uri: one };
}

function faultsOfUris(typed: Record<string, string>, confidential: boolean): FieldErrors {
  const texts = Object.values(typed);
  const faults = Object.entries(typed).map(([field, text], index) => {
    const isRepeated = texts.indexOf(text) !== index;
    return [field, isRepeated ? 'It stands there twice.' : RedirectUri.faultOf(text, { confidential })] as const;
  });
  return Object.fromEntries(faults.flatMap(([field, fault]) => (fault === undefined ? [] : [[field, [fault]]])));
}

/** A public application that becomes confidential keeps no address that only programs on a device have. */
const faultOfKind = (uris: readonly RedirectUri[], confidential: boolean): FieldErrors =>
  confidential && uris.some((uri) => uri.isPrivateUse)
    ? { confidential: ['Its redirect URIs with a scheme of one’s own are for public applications.'] }
    : {};

const faultOfPkce = (wanted: boolean | undefined, confidential: boolean): FieldErrors =>
  wanted === false && !confidential ? { require_pkce: ['A public application always needs PKCE.'] } : {};

function faultOfLink(text: string): FieldErrors {
  const isWeb = text.length <= MOST_LINK_CHARACTERS && /^https?:\/\/[^/]/i.test(text);
  const url = isWeb ? parseUrl(text) : undefined;
  if (url && !url.username) return {};
  return { link: ['Write a whole address, such as https://app.example.com.'] };
}

const withoutUndefined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
