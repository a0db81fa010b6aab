import { ClientCredentials } from '../application/client-authentication.js';
import { OAuthError } from '../domain/oauth-error.js';

/** RFC 6749 §3.2: empty is absent, unknown is ignored, repeated is a fault. @throws OAuthError */
export function parametersOf<Name extends string>(body: object, names: readonly Name[]): Partial<Record<Name, string>> {
  const sent = new Map<string, unknown>(Object.entries(body));
  const nested = [...sent.values()].some((value) => typeof value === 'object' && value !== null);
  if (nested) throw new OAuthError('invalid_request', 'Each parameter must be sent once, as text.');
  const known = names.map((name) => [name, textOf(name, sent.get(name))] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Partial<Record<Name, string>>;
}

function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new OAuthError('invalid_request', `The parameter ${name} must be text.`);
  return value;
}

/** RFC 6749 §2.3.1: in the header or in the body, not in both. @throws OAuthError */
export function clientCredentials(
  authorization: string | undefined,
  parameters: { client_id?: string; client_secret?: string },
): ClientCredentials {
  const { client_id: clientId, client_secret: clientSecret } = parameters;
  const basic = basicCredentials(authorization);
  if (!basic) return { clientId, clientSecret };
  if (clientSecret !== undefined) {
    throw new OAuthError('invalid_request', 'Send the client secret in the header or in the body, not in both.');
  }
  if (clientId !== undefined && clientId !== basic.clientId) {
    throw new OAuthError('invalid_request', 'The client_id in the body is not the one in the header.');
  }
  return basic;
}

function basicCredentials(authorization: string | undefined): ClientCredentials | undefined {
  const encoded = /^basic +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [clientId = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  return { clientId: formDecoded(clientId), clientSecret: formDecoded(rest.join(':')) || undefined };
}

/** As the RFC wants it. Ids and secrets hold nothing that it changes, so those who send them raw are understood too. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
