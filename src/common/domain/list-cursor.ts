import { BadRequestError } from './errors.js';
import { isId } from './id.js';

/** Where a page of a sorted list ended: the last item's sort key, as text, and its id. */
export interface ListCursor {
  key: string;
  id: string;
}

/** The key stands last, because it may hold any text; and unescaped, so that its length is bounded. */
export const encodeCursor = (sort: string, { key, id }: ListCursor): string =>
  Buffer.from(`${sort}\n${id}\n${key}`).toString('base64url');

/** @throws BadRequestError when it is none of ours, or came with another sort. */
export function decodeCursor(sort: string, keyPattern: RegExp, text: string): ListCursor {
  const [from, id, ...rest] = Buffer.from(text, 'base64url').toString().split('\n');
  const key = rest.join('\n');
  if (from === sort && isId(id) && keyPattern.test(key)) return { key, id };
  throw new BadRequestError(
    'cursor must be empty, or the next_cursor of an answer with the same sort.',
    'bad_query_parameter',
  );
}
