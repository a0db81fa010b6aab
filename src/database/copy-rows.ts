import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { PoolClient } from 'pg';
import copyStreams from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

export type Field = string | number | boolean | null;

// NUL is what PostgreSQL can't keep.
const SPECIAL = /[\\\t\n\r\0]/g;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' };

/** What is written at once; before the next, others have a turn. */
const PIECE_CHARACTERS = 64 * 1024;

const nextTurn = promisify(setImmediate);

/** Adds a row for each item by COPY, several times as fast as INSERT, in the manager's transaction. */
export async function copyRows<Item>(
  { queryRunner }: EntityManager,
  table: string,
  columns: readonly string[],
  items: readonly Item[],
  fieldsOf: (item: Item) => readonly Field[],
): Promise<void> {
  if (items.length === 0) return;
  if (!queryRunner) throw new Error('COPY needs a transaction');
  const client = (await queryRunner.connect()) as PoolClient;
  const stream = client.query(copyStreams.from(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(pieces(items, fieldsOf), stream);
}

async function* pieces<Item>(
  items: readonly Item[],
  fieldsOf: (item: Item) => readonly Field[],
): AsyncGenerator<string> {
  let text = '';
  for (const item of items) {
    text += lineOf(fieldsOf(item));
    if (text.length < PIECE_CHARACTERS) continue;
    yield text;
    text = '';
    await nextTurn();
  }
  yield text;
}

const lineOf = (row: readonly Field[]): string => `${row.map(textOf).join('\t')}\n`;

function textOf(field: Field): string {
  if (field === null) return '\\N';
  if (typeof field !== 'string') return String(field);
  return field.replace(SPECIAL, (special) => ESCAPED[special] ?? '');
}
