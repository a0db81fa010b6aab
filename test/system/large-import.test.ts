import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '../../src/database/embedded/wait-until.js';
import { generateToken, PUBLIC_URL, registerOwner, upgrade } from '../support/app.js';
import { TestDatabase, testDatabase } from '../support/database.js';
import { IMPORT, ImportItem, IMPORTS } from '../support/imports.js';
import { ServerProcess, ServerProcesses } from '../support/server-process.js';

const MEGABYTE = 1_048_576;
const BOUNDARY = 'large-import';
const ROW_BYTES = 20_000;
/** Of the process, by a file four times as large as the one before: held whole, it would take three times as much. */
const MOST_GROWTH = 100 * MEGABYTE;

const processes = new ServerProcesses();
let database: TestDatabase;
let dataDir: string;
let server: ServerProcess;
let token: string;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'trimlink-large-'));
  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    APP_SECRET: randomBytes(32).toString('hex'),
    PUBLIC_URL,
  };
  server = await (await processes.start({ environment })).ready();
  const owner = await registerOwner(server.url);
  await upgrade({ database }, owner);
  token = await generateToken(owner);
}, 60_000);

afterAll(async () => {
  await processes.remove();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Multipart, made while it is sent; every third row is bad. */
function* upload(bytes: number): Generator<Uint8Array> {
  yield Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="large.csv"\r\n\r\nurl,slug,notes\n`,
  );
  const notes = 'x'.repeat(ROW_BYTES);
  for (let row = 0; row * ROW_BYTES < bytes; row += 1)
    yield Buffer.from(`${row % 3 === 0 ? 'no address' : `https://example.com/${row}`},large-${row},${notes}\n`);
  yield Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
}

const streamOf = (bytes: number) => Readable.toWeb(Readable.from(upload(bytes))) as ReadableStream<Uint8Array>;

const send = (bytes: number): Promise<Response> =>
  fetch(`${server.url}${IMPORT}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: streamOf(bytes),
    duplex: 'half',
  } as RequestInit);

const read = async (id: string): Promise<ImportItem> => {
  const response = await fetch(`${server.url}${IMPORTS}/${id}`, { headers: { Authorization: `Bearer ${token}` } });
  return ((await response.json()) as { data: ImportItem }).data;
};

async function importWhole(megabytes: number): Promise<ImportItem> {
  const response = await send(megabytes * 1_000_000);
  expect(response.status).toBe(202);
  const { data } = (await response.json()) as { data: ImportItem };
  await waitUntil(async () => ['completed', 'failed'].includes((await read(data.id)).status), 60_000);
  return read(data.id);
}

/** The most that the process ever took. */
const memory = async (): Promise<number> => {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
};

describe('LK-04 a file of 100 MB', () => {
  test('is streamed in bounded memory, with its bad rows told and its good ones kept', async () => {
    await importWhole(25);
    const before = await memory();
    expect(await importWhole(100)).toMatchObject({ status: 'completed', total: 5000, succeeded: 3333, failed: 1667 });
    expect((await memory()) - before).toBeLessThan(MOST_GROWTH);
  }, 120_000);

  test('and a larger one is refused, and leaves nothing behind', async () => {
    const answer = await send(106 * MEGABYTE).then(
      ({ status }) => status,
      // It may still have been sending when it was cut off.
      () => 413,
    );
    expect(answer).toBe(413);
    await waitUntil(async () => (await database.query('SELECT FROM import_file_chunks')).length === 0, 20_000);
    expect(await database.query('SELECT FROM import_files')).toEqual([]);
  }, 60_000);

  test('of which the upload is cut off leaves nothing behind', async () => {
    const stop = new AbortController();
    const body = streamOf(50 * MEGABYTE);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` };
    const sending = fetch(`${server.url}${IMPORT}`, {
      ...{ method: 'POST', headers, body, signal: stop.signal },
      duplex: 'half',
    } as RequestInit).catch(() => undefined);
    await waitUntil(async () => (await database.query('SELECT FROM import_file_chunks')).length > 0, 20_000);
    stop.abort();
    await sending;
    expect(await waitUntil(async () => (await database.query('SELECT FROM import_files')).length === 0, 20_000)).toBe(
      true,
    );
  }, 60_000);
});
