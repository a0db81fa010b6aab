import { createHash, createHmac } from 'node:crypto';

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

/** Under what a key is looked up: the same key of another credential, or for another address, is another one. */
export const hashOfKey = (scope: Json, key: string): Buffer =>
  createHash('sha256')
    .update(canonical([scope, key]))
    .digest();

/**
 * What a request asks for, told apart from anything else. Keyed, since the link's password that a body may hold could
 * else be guessed from it.
 */
export const fingerprintOf = (content: unknown, secret: Buffer): Buffer =>
  createHmac('sha256', secret).update(canonical(content)).digest();

/** One text for all that mean the same: in JSON the order of an object's members says nothing (RFC 8259 §4). */
const canonical = (value: unknown): string => JSON.stringify(value, (_name, it: unknown) => sorted(it));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
