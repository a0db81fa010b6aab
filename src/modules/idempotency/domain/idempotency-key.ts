import { BadRequestError } from '../../../common/domain/errors.js';

export const MOST_KEY_CHARACTERS = 255;
const PRINTABLE = /^[\x20-\x7e]*$/;
/** A string of RFC 8941 §3.3.3, in which a backslash stands before a quote or another backslash and nowhere else. */
const QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/;

/** What the header's value says, whether it stands in quotes or not. @throws BadRequestError */
export function parseIdempotencyKey(text: string): string {
  if (!PRINTABLE.test(text)) throw malformed('holds characters other than printable ASCII');
  const key = text.includes('"') ? unquoted(text) : text;
  if (key === '') throw malformed('is empty');
  if (key.length > MOST_KEY_CHARACTERS) throw malformed(`has more than ${MOST_KEY_CHARACTERS} characters`);
  return key;
}

function unquoted(text: string): string {
  const inner = QUOTED.exec(text)?.[1];
  if (inner === undefined) throw malformed('has quotes that are not one pair around it');
  return inner.replaceAll(/\\(.)/g, '$1');
}

export const malformed = (reason: string): BadRequestError =>
  new BadRequestError(`Idempotency-Key ${reason}.`, 'bad_idempotency_key');
