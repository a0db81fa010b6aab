import http, { IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, LookupFunction } from 'node:net';
import { PRODUCT } from '../../../config/product.js';
import { DnsLookup } from '../../domains/index.js';
import { DestinationPolicy } from '../domain/destination-policy.js';
import { toLocation } from '../domain/destination-url.js';
import { isPublicAddress } from '../domain/public-addresses.js';
import { TitleReader } from '../domain/title-reader.js';
import { beginningOf } from './bounded-page.js';
import { titleOfPage } from './title-of-page.js';

const MOST_MILLISECONDS = 3_000;
const MOST_REDIRECTS = 3;
const REDIRECTS: readonly unknown[] = [301, 302, 303, 307, 308];
const HTML = /^(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([\w.:-]+)/i;
const HEADERS = {
  'User-Agent': `Trimlink/${PRODUCT.version} (reads titles of pages)`,
  Accept: 'text/html, application/xhtml+xml;q=0.9',
  'Accept-Encoding': 'gzip, identity',
};

/**
 * Calls on destinations, which anybody may choose, and so never on an address of our own network: of each host, that of a
 * redirect as well, the addresses are looked up once, judged, and connected to as they are. Any port may be named.
 */
export class HttpTitleReader extends TitleReader {
  constructor(
    private readonly destinations: DestinationPolicy,
    private readonly dns: DnsLookup,
    private readonly isAllowed: (address: string) => boolean = isPublicAddress,
  ) {
    super();
  }

  override async read(url: string, signal: AbortSignal): Promise<string | undefined> {
    const within = AbortSignal.any([signal, AbortSignal.timeout(MOST_MILLISECONDS)]);
    let next = url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const response = await this.open(next, within);
      const { location } = response.headers;
      if (!REDIRECTS.includes(response.statusCode) || location === undefined) return titleIn(response);
      response.destroy();
      next = new URL(location, next).href;
    }
    return undefined;
  }

  /** @throws whatever there is against it */
  private async open(text: string, signal: AbortSignal): Promise<IncomingMessage> {
    const accepted = await until(signal, this.destinations.accept(text, 'destination_url'));
    const url = new URL(toLocation(accepted.text));
    const addresses = await until(signal, this.addressesOf(url.hostname.replace(/^\[|\]$/g, '')));
    const { request } = url.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      request(url, { agent: false, signal, headers: HEADERS, lookup: knowing(addresses) }, resolve)
        .on('error', reject)
        .end();
    });
  }

  /** Where one is not allowed, none is: a name that means us and others has no business here. */
  private async addressesOf(host: string): Promise<readonly string[]> {
    const addresses = isIP(host) === 0 ? await this.dns.addresses(host) : [host];
    if (addresses.length === 0 || !addresses.every((it) => this.isAllowed(it))) {
      throw new Error(`${host} is not on the public internet`);
    }
    return addresses;
  }
}

/** For what asks DNS, which no signal ends. @throws the signal's reason, or what the work throws */
async function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const end = new Promise<never>((_, reject) => {
    const giveUp = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { signal: done.signal });
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    done.abort();
  }
}

/** In place of asking DNS again, which may say something else by now. */
const knowing =
  (addresses: readonly string[]): LookupFunction =>
  (_host, { all }, callback) => {
    const [first = '', ...others] = addresses;
    if (all)
      callback(
        null,
        [first, ...others].map((address) => ({ address, family: isIP(address) })),
      );
    else callback(null, first, isIP(first));
  };

async function titleIn(response: IncomingMessage): Promise<string | undefined> {
  const { statusCode = 0, headers } = response;
  const type = headers['content-type'] ?? '';
  if (statusCode >= 200 && statusCode < 300 && HTML.test(type)) {
    return titleOfPage(await beginningOf(response), CHARSET.exec(type)?.[1]);
  }
  response.destroy();
  return undefined;
}
