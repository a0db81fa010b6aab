import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import copyStreams from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

export type Field = string | number | boolean | null;

// NUL is what PostgreSQL can't keep.
const SPECIAL = /[\\\t\n\r\0]/g;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' };

/** Adds rows by COPY, several times as fast as INSERT, in the manager's transaction. */
export async function copyRows(
  { queryRunner }: EntityManager,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Field[])[],
): Promise<void> {
  if (rows.length === 0) return;
  if (!queryRunner) throw new Error('COPY needs a transaction');
  const client = (await queryRunner.connect()) as PoolClient;
  const stream = client.query(copyStreams.from(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  stream.end(rows.map(lineOf).join(''));
  await finished(stream);
}

const lineOf = (row: readonly Field[]): string => `${row.map(textOf).join('\t')}\n`;

function textOf(field: Field): string {
  if (field === null) return '\\N';
  if (typeof field !== 'string') return String(field);
  return field.replace(SPECIAL, (special) => ESCAPED[special] ?? '');
}
