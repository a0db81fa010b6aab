import { Connections } from './requests.js';

const BULK_ITEMS = 100;
const DEEP_PAGE = 10_000;
const DEEP_LINKS = DEEP_PAGE * 25;

interface ListBody {
  meta: { next_cursor: string | null };
}

/** What is asked of a server with links, each for itself and one after another. */
export class LinkCalls {
  private made = 0;

  private constructor(
    private readonly connections: Connections,
    private readonly url: string,
    private readonly token: string,
    private readonly largestWorkspace: string,
    private readonly deepCursor: string,
  ) {}

  static async prepare(connections: Connections, url: string, token: string, largest: string): Promise<LinkCalls> {
    const before = new LinkCalls(connections, url, token, largest, '');
    return new LinkCalls(connections, url, token, largest, await before.walk());
  }

  get all(): [name: string, call: () => Promise<unknown>][] {
    return [
      ['list, page 1', () => this.list('')],
      ['list, largest workspace', () => this.list(`workspace_id=${this.largestWorkspace}`)],
      ['list, by cursor', () => this.list('cursor=')],
      ['list, page 10,000 by cursor (or the last)', () => this.list(`cursor=${this.deepCursor}`)],
      ['list, by clicks', () => this.list('sort=-clicks')],
      ['list, by title', () => this.list('sort=title')],
      ['filter by a common tag', () => this.list('tag=tag%200')],
      ['filter by a rare tag', () => this.list('tag=tag%20199')],
      ['search for what one link has', () => this.list('search=81dc9bdb52d0')],
      ['search for nothing', () => this.list('search=qqzzqq')],
      ['search for what every link has, by cursor', () => this.list('search=https&cursor=')],
      ['search in the largest workspace', () => this.list(`search=newsletter&workspace_id=${this.largestWorkspace}`)],
      ['tags', () => this.ask('GET', '/api/1.0/tags', undefined, 200)],
      ['create', () => this.ask('POST', '/api/1.0/short-urls', this.newLink(), 201)],
      [`create ${BULK_ITEMS} in bulk`, () => this.bulk('bulk', (link) => link)],
      [`upsert ${BULK_ITEMS}, half of them new`, () => this.bulk('bulk/upsert', (link, n) => ({ ...link, external_id: n % 2 ? `grown-${n}` : `new-${this.made}` }))], // prettier-ignore
      ['redirect', () => this.visit('bench-77', 302)],
      ['redirect miss', () => this.visit(`missing-${(this.made += 1)}`, 404)],
    ];
  }

  private list(query: string): Promise<string> {
    return this.ask('GET', `/api/1.0/short-urls/list-all-short-urls?${query}`, undefined, 200);
  }

  private bulk(path: string, itemOf: (link: object, n: number) => object): Promise<string> {
    const items = Array.from({ length: BULK_ITEMS }, (_, n) => itemOf(this.newLink(), n + 1));
    return this.ask('POST', `/api/1.0/short-urls/${path}`, { items }, 200);
  }

  private newLink(): object {
    this.made += 1;
    return {
      destination_url: `https://shop.example.com/product/${this.made}`,
      title: `Summer offer ${this.made}`,
      tags: [`tag ${this.made % 50}`, 'campaign'],
    };
  }

  private async visit(slug: string, status: number): Promise<void> {
    await this.connections.expect(status, { url: `${this.url}/${slug}`, headers: { 'user-agent': 'bench' } });
  }

  private async ask(method: string, path: string, body: object | undefined, status: number): Promise<string> {
    const answer = await this.connections.expect(status, {
      url: this.url + path,
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return answer.body;
  }

  /** To the deep page, or as far as there are links, in large steps. */
  private async walk(): Promise<string> {
    let cursor = '';
    for (let passed = 0; passed < DEEP_LINKS; passed += 100) {
      const { meta } = JSON.parse(await this.list(`per_page=100&cursor=${cursor}`)) as ListBody;
      if (meta.next_cursor === null) return cursor;
      cursor = meta.next_cursor;
    }
    return cursor;
  }
}
