import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import { Configuration } from '../../src/config/configuration.js';
import { generateToken, PASSWORD, registerOwner, signIn, startApp, TestApp } from '../support/app.js';
import { CommandLine } from '../support/command-line.js';

// A command takes two seconds, and several times that on a machine that is busy.
jest.setTimeout(120_000);

let trimlink: TestApp;
let commandLine: CommandLine;

beforeAll(async () => {
  trimlink = await startApp();
  const { dataDir } = trimlink.app.get(Configuration).settings;
  const { port } = trimlink.server.address() as AddressInfo;
  commandLine = await CommandLine.make({
    DATABASE_URL: trimlink.database.url,
    DATA_DIR: dataDir,
    // Taken: a command that listened anywhere would fail.
    METRICS_PORT: String(port),
  });
});

afterAll(async () => {
  await commandLine.remove();
  await trimlink.close();
});

const run: CommandLine['run'] = (...call) => commandLine.run(...call);
const done = (stdout: string | RegExp) => ({ code: 0, stdout: expect.stringMatching(stdout), stderr: '' });

describe('the command line, beside a running server', () => {
  test('makes an owner, who signs in', async () => {
    const args = ['create-owner', '--email', 'kim@example.com', '--name', 'Kim', '--organization', 'Kim & Co'];
    expect(await run(args, `${PASSWORD}\n`)).toEqual(
      done(/^Kim & Co is made\. kim@example\.com signs in at http:\/\/localhost:3000\/app\/login\n$/),
    );
    await signIn(trimlink.server, 'kim@example.com');
    const again = await run(args, `${PASSWORD}\n`);
    expect(again).toEqual({ code: 1, stdout: '', stderr: '--email: This e-mail is taken.\n' });
  });

  test('resets a password: the old one and all sessions are gone', async () => {
    const person = await registerOwner(trimlink.server);
    const outcome = await run(['reset-password', '--email', person.email], ' a new secret \r\nmore');
    expect(outcome).toEqual(done(person.email));
    await person.agent.get('/api/1.0/auth/session').expect(401);
    const login = { email: person.email, password: PASSWORD };
    await request(trimlink.server).post('/api/1.0/auth/login').send(login).expect(422);
    await signIn(trimlink.server, person.email, ' a new secret ');
  });

  test('puts an organization on a plan at once', async () => {
    const person = await registerOwner(trimlink.server, 'Planners');
    const token = await generateToken(person);
    const limit = async (): Promise<string | undefined> => {
      const call = request(trimlink.server).get('/api/1.0/users/list-all-users');
      const { headers } = await call.set('Authorization', `Bearer ${token}`).expect(200);
      return headers['x-ratelimit-limit'];
    };
    expect(await limit()).toBe('10');
    const setPlan = (...args: string[]) => run(['set-plan', '--email', person.email, '--plan', ...args]);
    expect(await setPlan('pro')).toEqual(done(/^Planners is on the plan pro: 30 requests a minute\.\n$/));
    expect(await limit()).toBe('30');
    expect(await setPlan('enterprise', '--requests-per-minute', '250')).toEqual(done('250 requests a minute'));
    expect(await limit()).toBe('250');
    expect(await setPlan('enterprise')).toEqual(done('any number of requests'));
    expect(await limit()).toBeUndefined();
    expect(await setPlan('bulk', '--requests-per-minute', '5')).toMatchObject({
      code: 1,
      stderr: '--requests-per-minute: The plan bulk has a limit of its own.\n',
    });
  });

  test('rotates the signing key, and the former one stays public', async () => {
    const keys = async (): Promise<string[]> => {
      const { body } = await request(trimlink.server).get('/.well-known/jwks.json').expect(200);
      return (body as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    };
    const [before = ''] = await keys();
    expect(await run(['rotate-signing-key'])).toEqual(done('A new key signs'));
    expect(await keys()).toHaveLength(2);
    expect(await keys()).toContain(before);
  });

  test('migrates, and says when there is nothing to do', async () => {
    expect(await run(['migrate'])).toEqual(done(/^The schema is up to date\.\n$/));
  });
});

describe('what cannot be done', () => {
  const owner = (email: string, ...more: string[]): string[] => [
    'create-owner',
    '--name',
    'Kim',
    '--organization',
    'Kim & Co',
    '--email',
    email,
    ...more,
  ];

  test.each([
    ['a weak password', owner('lee@example.com'), 'short\n', /^Password: Use 8 characters or more\.\n$/],
    ['no password', owner('lee@example.com'), '', /^Send the password by standard input: its first line\.\n$/],
    ['half an e-mail', owner('lee@'), `${PASSWORD}\n`, /^--email: .*\n$/],
    ['an unknown person', ['reset-password', '--email', 'no@example.com'], 'a new secret\n', /^--email: No .*\n$/],
    ['an unknown plan', ['set-plan', '--email', 'no@example.com', '--plan', 'gold'], '', /^--plan: .*gold.*\n$/],
    ['an unknown command', ['explode'], '', /^error: unknown command 'explode'\n\nUsage: [^]*create-owner/],
    ['no command', [], '', /^Usage: [^]*set-plan/],
  ])('%s: says why, and fails', async (_, args, input, stderr) => {
    const outcome = await run(args, input);
    expect(outcome).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(stderr) });
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
  });

  test('a wrong environment: one line that names the variable, not its value', async () => {
    const outcome = await run(['migrate'], '', { DATABASE_URL: 'mysql://secret' });
    expect(outcome).toEqual({ code: 1, stdout: '', stderr: 'DATABASE_URL must be a postgres:// address\n' });
  });
});
