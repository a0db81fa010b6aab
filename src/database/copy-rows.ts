import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import copyStreams from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';
import { TimeSlice } from '../common/domain/time-slice.js';

export type Field = string | number | boolean | null;

// NUL is what PostgreSQL can't keep.
const SPECIAL = /[\\\t\n\r\0]/g;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' };

/** What is written at once. */
const PIECE_CHARACTERS = 64 * 1024;

/** Adds a row for each item by COPY, several times as fast as INSERT, in the manager's transaction. */
export async function copyRows<Item>(
  { queryRunner }: EntityManager,
  table: string,
  columns: readonly string[],
  items: Iterable<Item> | AsyncIterable<Item>,
  fieldsOf: (item: Item) => readonly Field[],
): Promise<void> {
  if (!queryRunner) throw new Error('COPY needs a transaction');
  const client = (await queryRunner.connect()) as PoolClient;
  const stream = client.query(copyStreams.from(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(pieces(items, fieldsOf), stream);
}

async function* pieces<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  fieldsOf: (item: Item) => readonly Field[],
): AsyncGenerator<string> {
  const slice = new TimeSlice();
  const iterator = Symbol.iterator in items ? items[Symbol.iterator]() : items[Symbol.asyncIterator]();
  let text = '';
  for (;;) {
    const coming = iterator.next();
    // `for await` would make promises for each of those that are there, too.
    const next: IteratorResult<Item, unknown> = 'then' in coming ? await coming : coming;
    if (next.done) break;
    text += lineOf(fieldsOf(next.value));
    if (text.length >= PIECE_CHARACTERS) {
      yield text;
      text = '';
    }
    if (slice.isOver) await slice.next();
  }
  if (text !== '') yield text;
}

function lineOf(row: readonly Field[]): string {
  let line = '';
  for (let index = 0; index < row.length; index += 1) line += (index === 0 ? '' : '\t') + textOf(row[index] as Field);
  return `${line}\n`;
}

function textOf(field: Field): string {
  if (field === null) return '\\N';
  if (typeof field !== 'string') return String(field);
  return field.replace(SPECIAL, (special) => ESCAPED[special] ?? '');
}
