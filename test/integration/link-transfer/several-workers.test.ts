import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../../../src/app.js';
import { Clock } from '../../../src/common/domain/clock.js';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { ImportRunner } from '../../../src/modules/link-transfer/application/import-runner.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { addMember, Person, PUBLIC_URL, registerOwner } from '../../support/app.js';
import { TestDatabase, testDatabase } from '../../support/database.js';
import { IMPORT, ImportItem, IMPORTS } from '../../support/imports.js';

let database: TestDatabase;
let dataDir: string;
let clock: FakeClock;
let apps: NestExpressApplication[];
let workers: ImportRunner[];
let owner: Person;

/** Instances that do not listen: they work only when told to. */
beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'trimlink-workers-'));
  clock = new FakeClock(new Date());
  const environment = { DATABASE_URL: database.url, DATA_DIR: dataDir, PUBLIC_URL, LOG_LEVEL: 'silent' };
  const extensions = { providers: [{ provide: Clock, useValue: clock }] };
  apps = [await createApp({ environment, extensions }), await createApp({ environment, extensions })];
  workers = apps.map((app) => app.get(ImportRunner, { strict: false }));
  owner = await registerOwner(apps[0]!.getHttpServer());
  await database.query(`
    CREATE TABLE faults (slug text);
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM faults WHERE slug = NEW.slug) THEN RAISE EXCEPTION 'the cable was pulled'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER fail AFTER INSERT ON short_urls FOR EACH ROW EXECUTE FUNCTION fail();
  `);
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

beforeEach(async () => {
  await database.query(
    'DELETE FROM link_imports; DELETE FROM import_files; DELETE FROM short_urls; DELETE FROM faults',
  );
});

const ROWS = 1800;
const going = () => new AbortController().signal;
const file = (rowOf: (n: number) => string): string =>
  ['url,slug,title', ...Array.from({ length: ROWS }, (_, n) => rowOf(n))].join('\n');
const named = file((n) => (n % 300 === 7 ? `https://example.com/${n},a b,` : `https://example.com/${n},row-${n},`));
const refused = (rows: number): string => `url\n${'no address\n'.repeat(rows)}`;
const nameless = file((n) => `https://example.com/${n % 1700},,`);

async function upload(csv: string, { agent } = owner): Promise<string> {
  const { body } = await agent.post(IMPORT).attach('file', Buffer.from(csv), 'links.csv').expect(202);
  return body.data.id as string;
}
const read = async (id: string): Promise<ImportItem> =>
  (await owner.agent.get(`${IMPORTS}/${id}`).expect(200)).body.data as ImportItem;
const countLinks = async (): Promise<number> =>
  Number((await database.query('SELECT count(*) AS n FROM short_urls'))[0]?.['n']);
const runAll = async (worker: ImportRunner): Promise<void> => {
  while (await worker.runNext(going()));
};

/** Stops a worker between two batches. */
async function runSome(worker: ImportRunner, id: string): Promise<void> {
  const stop = new AbortController();
  const run = worker.runNext(stop.signal);
  await waitUntil(async () => Number((await read(id))['processed']) > 0, 20_000);
  stop.abort();
  expect(await run).toBe(true);
}

const expectWhole = async (id: string): Promise<void> => {
  expect(await read(id)).toMatchObject({ status: 'completed', total: ROWS, succeeded: ROWS - 6, failed: 6 });
  expect(await countLinks()).toBe(ROWS - 6);
  const rows = await database.query(
    "SELECT FROM audit_log WHERE action = 'short_url.created' AND resource_id IN (SELECT id::text FROM short_urls)",
  );
  expect(rows).toHaveLength(ROWS - 6);
};

describe('an import whose worker', () => {
  test('is stopped goes on at once elsewhere, from the row where it was', async () => {
    const id = await upload(named);
    await runSome(workers[0]!, id);
    const { processed } = await read(id);
    expect(processed).toBeLessThan(ROWS);
    await runAll(workers[1]!);
    await expectWhole(id);
  }, 60_000);

  test('fails within a batch has the whole batch again, after a while', async () => {
    const id = await upload(named);
    await database.query("INSERT INTO faults VALUES ('row-700')");
    await workers[0]!.runNext(going());
    expect(await read(id)).toMatchObject({ status: 'in_progress', processed: 500 });
    expect(await countLinks()).toBe(498);
    await database.query('DELETE FROM faults');
    expect(await workers[1]!.runNext(going())).toBe(false);
    clock.advance(6);
    await runAll(workers[1]!);
    await expectWhole(id);
  }, 60_000);

  test('fails time and again has failed, with what came in before', async () => {
    const id = await upload(named);
    await database.query("INSERT INTO faults VALUES ('row-700')");
    for (let time = 0; time < 5; time += 1) {
      await workers[time % 2]!.runNext(going());
      clock.advance(6);
    }
    expect(await read(id)).toMatchObject({
      status: 'failed',
      processed: 500,
      message: expect.stringMatching(/5 times/),
    });
    expect(await workers[0]!.runNext(going())).toBe(false);
  }, 60_000);

  test('is gone without a word is taken over when its lease is over', async () => {
    const id = await upload(named);
    await runSome(workers[0]!, id);
    await database.query("UPDATE link_imports SET lease_holder = id, lease_until = $1::timestamptz + interval '30 s'", [
      clock.now(),
    ]);
    expect(await workers[1]!.runNext(going())).toBe(false);
    clock.advance(31);
    await runAll(workers[1]!);
    await expectWhole(id);
  }, 60_000);

  test('was too slow does nothing more once another has it', async () => {
    const id = await upload(named);
    await runSome(workers[0]!, id);
    const slow = workers[0]!.runNext(going());
    await waitUntil(
      async () => (await database.query('SELECT FROM link_imports WHERE lease_holder IS NOT NULL')).length > 0,
    );
    await database.query('UPDATE link_imports SET lease_until = $1', [new Date(clock.now().getTime() - 1)]);
    await Promise.all([slow, runAll(workers[1]!)]);
    clock.advance(60);
    await runAll(workers[1]!);
    await expectWhole(id);
  }, 60_000);
});

describe('several workers at once', () => {
  test('make of the same file, twice there, each link once', async () => {
    const ids = [await upload(nameless), await upload(nameless)];
    await Promise.all(workers.map(runAll));
    await runAll(workers[0]!);
    for (const id of ids) expect(await read(id)).toMatchObject({ status: 'completed', succeeded: ROWS, failed: 0 });
    expect(await countLinks()).toBe(ROWS);
  }, 60_000);

  test('have an organization’s imports one after the other, but other organizations’ meanwhile', async () => {
    const ids = [await upload(named), await upload(named)];
    const { agent } = await registerOwner(apps[0]!.getHttpServer(), 'Lantern Media');
    const { body } = await agent
      .post(IMPORT)
      .attach('file', Buffer.from('url\nhttps://example.com/\n'), 'a.csv')
      .expect(202);
    const stop = new AbortController();
    const first = workers[0]!.runNext(stop.signal);
    await waitUntil(async () => (await read(ids[0]!)).status === 'in_progress', 20_000);
    expect(await workers[1]!.runNext(going())).toBe(true);
    expect((await agent.get(`${IMPORTS}/${String(body.data.id)}`).expect(200)).body.data.status).toBe('completed');
    stop.abort();
    await first;
    expect((await read(ids[1]!)).status).toBe('pending');
  }, 60_000);
});

describe('the rights of who asks', () => {
  const rows = 'url,slug,title\nhttps://example.com/,a b,Hidden\nhttps://example.com/,good,\n';
  const permissions = (person: Person, them: string[]) =>
    owner.agent.patch(`/api/1.0/members/${person.userId}`).send({ permissions: them }).expect(200);
  let member: Person;
  beforeEach(async () => {
    const order = { workspace_ids: [owner.defaultWorkspaceId], permissions: ['links.import', 'links.create'] };
    member = await addMember(apps[0]!.getHttpServer(), owner, order);
  });

  test('are those that an import has, while it goes on', async () => {
    const id = await upload(rows, member);
    await permissions(member, []);
    await runAll(workers[0]!);
    expect(await read(id)).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/permission links.import/),
    });
    expect(await countLinks()).toBe(0);
  });

  test('are those that a retry has, and one that failed is not the last word', async () => {
    const id = await upload(rows, member);
    await runAll(workers[0]!);
    const retry = ({ agent }: Person) => agent.post(`${IMPORTS}/${id}/retry`);
    await permissions(member, ['links.import']);
    expect((await retry(member).expect(403)).body.code).toBe('permission_missing');
    await permissions(member, ['links.import', 'links.create']);
    await retry(member).expect(202);
    await permissions(member, []);
    await runAll(workers[0]!);
    expect(await read(id)).toMatchObject({ status: 'failed', total: 2, created_by: member.userId });
    await retry(owner).expect(202);
    await runAll(workers[0]!);
    const whole = { status: 'completed', total: 2, succeeded: 1, failed: 1, message: null };
    expect(await read(id)).toMatchObject({ ...whole, created_by: owner.userId });
  });
});

describe('what came in', () => {
  test('is read by nobody who reads the database', async () => {
    await upload('url,slug\nhttps://example.com/hidden,x\n');
    const chunks = await database.query("SELECT encode(bytes, 'escape') AS bytes FROM import_file_chunks");
    expect(chunks).toHaveLength(1);
    expect(String(chunks[0]?.['bytes'])).not.toContain('hidden');
  });

  test('and is gone before it is read, has failed', async () => {
    const id = await upload('url\nhttps://example.com/\n');
    await database.query('DELETE FROM import_files');
    await runAll(workers[0]!);
    expect(await read(id)).toMatchObject({ status: 'failed', message: 'Its file is gone.', total: null });
  });
});

describe('imports of several organizations', () => {
  test('take turns, each from where it was', async () => {
    const { agent } = await registerOwner(apps[0]!.getHttpServer(), 'Harbour Books');
    const readOther = async (id: string) => (await agent.get(`${IMPORTS}/${id}`).expect(200)).body.data as ImportItem;
    const ids = [await upload(refused(5600)), await upload(refused(1))];
    clock.advance(1);
    const { body } = await agent
      .post(IMPORT)
      .attach('file', Buffer.from(refused(1)), 'a.csv')
      .expect(202);
    clock.advance(1);
    await workers[0]!.runNext(going());
    expect(await read(ids[0]!)).toMatchObject({ status: 'in_progress', processed: 5000 });
    clock.advance(1);
    await workers[1]!.runNext(going());
    expect((await readOther(String(body.data.id))).status).toBe('completed');
    const { body: late } = await agent
      .post(IMPORT)
      .attach('file', Buffer.from(refused(1)), 'a.csv')
      .expect(202);
    clock.advance(1);
    await workers[1]!.runNext(going());
    expect(await read(ids[0]!)).toMatchObject({ status: 'completed', total: 5600, failed: 5600 });
    expect((await read(ids[1]!)).status).toBe('pending');
    clock.advance(1);
    // The first organization has had its turn, though its second import came earlier.
    await workers[0]!.runNext(going());
    expect((await readOther(String(late.data.id))).status).toBe('completed');
    expect((await read(ids[1]!)).status).toBe('pending');
  }, 60_000);
});

describe('what is left behind', () => {
  test('is removed: uploads that were cut off, and imports of long ago', async () => {
    const id = await upload('url\nhttps://example.com/\n');
    await runAll(workers[0]!);
    await database.query('INSERT INTO import_files (id, created_at) VALUES (gen_random_uuid(), $1)', [clock.now()]);
    await workers[0]!.prune();
    expect(await database.query('SELECT FROM import_files')).toHaveLength(1);
    clock.advance(31 * 24 * 60 * 60);
    await workers[0]!.prune();
    expect(await database.query('SELECT FROM import_files')).toEqual([]);
    expect(await database.query('SELECT FROM link_imports WHERE id = $1', [id])).toEqual([]);
    expect(await countLinks()).toBe(1);
  }, 60_000);
});
