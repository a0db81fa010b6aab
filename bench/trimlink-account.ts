import { type Answer, Connections } from './requests.js';

const PASSWORD = 'correct horse battery';
const REDIRECT_URI = 'https://acme.example/callback';

export interface Client {
  id: string;
  secret: string;
  redirectUri: string;
}

/** An organization at the server with an application and an API token, all made as its people make them. */
export class TrimlinkAccount {
  private cookie = '';
  client: Client = { id: '', secret: '', redirectUri: REDIRECT_URI };
  apiToken = '';

  private constructor(
    private readonly url: string,
    private readonly connections: Connections,
  ) {}

  static async register(url: string, connections: Connections): Promise<TrimlinkAccount> {
    const account = new TrimlinkAccount(url, connections);
    const person = { name: 'Sam', email: 'sam@example.com', password: PASSWORD, organization_name: 'Harbour Bikes' };
    await account.post('/api/1.0/auth/register', person);
    return account;
  }

  /** For the workspaces that `view` names; without it, for the one that the account begins in. */
  async makeCredentials(view?: 'all'): Promise<void> {
    if (view) await this.send('PUT', '/api/1.0/auth/session/active-workspace', { workspace_id: view }, 200);
    const application = { name: 'Bench', link: 'https://acme.example', description: '', redirect_uri: REDIRECT_URI };
    const made = await this.post('/api/1.0/oauth-clients', { password: PASSWORD, ...application });
    this.client = { id: made['client_id'] ?? '', secret: made['client_secret'] ?? '', redirectUri: REDIRECT_URI };
    this.apiToken = (await this.post('/api/1.0/tokens', { password: PASSWORD }))['token'] ?? '';
  }

  /** Approves on the page, unless an earlier approval is remembered. */
  async newCode(): Promise<string> {
    const page = await this.connections.send({ url: this.authorizeUrl, headers: { cookie: this.cookie } });
    this.keepCookie(page.headers['set-cookie']);
    const { headers } = page.status === 303 ? page : await this.approve(page.body);
    return codeIn(headers['location']);
  }

  private approve(page: string): Promise<Answer> {
    const inputs = [...page.matchAll(/<input[^>]*>/g)];
    const fields = inputs.map(([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')]);
    return this.connections.expect(303, {
      url: `${this.url}/app/authorize`,
      method: 'POST',
      headers: { cookie: this.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams([...fields, ['decision', 'authorize']]).toString(),
    });
  }

  private get authorizeUrl(): string {
    const { id, redirectUri } = this.client;
    const query = { client_id: id, redirect_uri: redirectUri, response_type: 'code', scope: '*' };
    return `${this.url}/app/authorize?${new URLSearchParams(query).toString()}`;
  }

  private async post(path: string, fields: Record<string, string>): Promise<Record<string, string>> {
    const body = await this.send('POST', path, fields, 201);
    return (JSON.parse(body) as { data: Record<string, string> }).data;
  }

  private async send(method: string, path: string, fields: Record<string, string>, status: number): Promise<string> {
    const { headers, body } = await this.connections.expect(status, {
      url: this.url + path,
      method,
      headers: { 'content-type': 'application/json', cookie: this.cookie },
      body: JSON.stringify(fields),
    });
    this.keepCookie(headers['set-cookie']);
    return body;
  }

  private keepCookie(cookies: string | string[] | undefined): void {
    const jar = new Map(this.cookie.split('; ').filter(Boolean).map(nameAndValue));
    for (const cookie of [cookies ?? []].flat()) jar.set(...nameAndValue(cookie.split(';')[0] ?? ''));
    this.cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

function nameAndValue(cookie: string): [string, string] {
  const end = cookie.indexOf('=');
  return [cookie.slice(0, end), cookie.slice(end + 1)];
}

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&').replaceAll('&quot;', '"') ?? '';

const codeIn = (location: string | string[] | undefined): string =>
  new URL([location ?? ''].flat()[0] ?? '').searchParams.get('code') ?? '';
