import { compare, type Series } from './comparison.js';
import { PinnedServer, pinLoad } from './pinned.js';
import { Connections } from './requests.js';
import { type Client, TrimlinkAccount } from './trimlink-account.js';

const ROUNDS = 5;
/** Not more: oidc-provider's memory forgets beyond a thousand entries. */
const CODES = 150;
const SIGNATURES = 600;
const SECONDS = 2;
const SCOPE_KILOBYTES = [16, 32, 64];
const SCOPE_REQUESTS = 10;
const LIMIT_MILLISECONDS = 90_000;

pinLoad();
const connections = new Connections(16);
const rs256 = await PinnedServer.start('rs256');
const reference = await PinnedServer.start<{ url: string; client: Client }>('oidc-provider');
const trimlink = await PinnedServer.start<{ url: string }>('authorization-server');
const account = await TrimlinkAccount.register(trimlink.ready.url, connections);
await trimlink.order(1_000_000_000);
await account.makeCredentials();

// The servers end with this process.
setTimeout(() => {
  console.error('It took too long: this machine is busy with something else.');
  process.exit(1);
}, LIMIT_MILLISECONDS).unref();

await exchanges();
await authentication();
await longScopes();
connections.close();
await Promise.all([rs256.stop(), reference.stop(), trimlink.stop()]);

async function exchanges(): Promise<void> {
  const ours = async (): Promise<number> => {
    const codes: string[] = [];
    await connections.drain(Array<null>(CODES).fill(null), async () => codes.push(await account.newCode()));
    return connections.drain(codes, redeemAt(`${trimlink.ready.url}/api/oauth/token`, account.client));
  };
  const theirs = async (): Promise<number> => {
    const codes = await reference.order<string[]>(CODES);
    return connections.drain(codes, redeemAt(`${reference.ready.url}/token`, reference.ready.client));
  };
  await compare('Codes exchanged a second', ROUNDS, [
    ['Trimlink, in PostgreSQL', ours],
    ['oidc-provider, in memory', theirs],
    ['RS256 signatures alone', () => rs256.order<number>(SIGNATURES)],
  ]);
}

function redeemAt(url: string, { id, secret, redirectUri }: Client): (code: string) => Promise<unknown> {
  const fields = { grant_type: 'authorization_code', client_id: id, client_secret: secret, redirect_uri: redirectUri };
  return (code) => connections.expect(200, form(url, { ...fields, code }));
}

async function authentication(): Promise<void> {
  const get = (route: string, headers: Record<string, string> = {}): Series => [
    route,
    () =>
      connections.repeat(SECONDS, () =>
        connections.expect(200, { url: `${trimlink.ready.url}/api/1.0/bench/${route}`, headers }),
      ),
  ];
  await compare('GET answered a second', ROUNDS, [
    get('guarded', { authorization: `Bearer ${account.apiToken}` }),
    get('open'),
  ]);
}

/** One at a time: how long an answer takes, by the length of the scopes in the request. */
async function longScopes(): Promise<void> {
  const { id: client_id, secret: client_secret } = account.client;
  const fields = { grant_type: 'refresh_token', client_id, client_secret, refresh_token: 'unknown' };
  const line = new Connections(1);
  const scopesOf = (kilobytes: number): string =>
    Array.from({ length: (kilobytes * 1024) / 8 }, (_, index) => `s${index.toString(36).padStart(6, '0')}`).join(' ');
  const series = SCOPE_KILOBYTES.map((kilobytes): Series => {
    const order = form(`${trimlink.ready.url}/api/oauth/token`, { ...fields, scope: scopesOf(kilobytes) });
    return [
      `${kilobytes} KB of scopes`,
      () => line.drain(Array<null>(SCOPE_REQUESTS).fill(null), () => line.expect(400, order)),
    ];
  });
  await compare('Token requests a second', ROUNDS, series);
  line.close();
}

function form(url: string, fields: Record<string, string>) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { url, method: 'POST', headers, body: new URLSearchParams(fields).toString() };
}
