import pLimit from 'p-limit';
import { linkTitleOf } from '../domain/page-title.js';
import { TitleReader } from '../domain/title-reader.js';
import { NewShortUrl } from './short-url-orders.js';

/** Of one call, however many links it creates. */
const MOST_MILLISECONDS = 10_000;
const AT_ONCE = 10;

/** Titles that new links take from their destinations. Nothing that goes wrong in it keeps a link from being made. */
export class RequestedTitles {
  constructor(
    private readonly reader: TitleReader,
    private readonly mostMilliseconds = MOST_MILLISECONDS,
  ) {}

  /** The orders with the titles that they ask for; each destination is read once. */
  async fill<T extends NewShortUrl>(orders: readonly T[]): Promise<T[]> {
    const urls = new Set(orders.filter(lacksTitle).map(({ destinationUrl }) => destinationUrl));
    if (urls.size === 0) return [...orders];
    const titles = await this.read([...urls]);
    return orders.map((order) => (lacksTitle(order) ? { ...order, title: titles.get(order.destinationUrl) } : order));
  }

  private async read(urls: readonly string[]): Promise<Map<string, string | undefined>> {
    const signal = AbortSignal.timeout(this.mostMilliseconds);
    const end = endOf(signal);
    const limit = pLimit(AT_ONCE);
    const titles = urls.map((url) => limit(async () => [url, await this.readOne(url, signal, end)] as const));
    return new Map(await Promise.all(titles));
  }

  private async readOne(url: string, signal: AbortSignal, end: Promise<undefined>): Promise<string | undefined> {
    if (signal.aborted) return undefined;
    // Each reader has a signal of its own: of more than ten listeners to one, Node warns.
    const own = AbortSignal.any([signal]);
    try {
      const title = await Promise.race([this.reader.read(url, own), end]);
      return title === undefined ? undefined : linkTitleOf(title);
    } catch {
      return undefined;
    }
  }
}

const lacksTitle = ({ fetchTitle, title }: NewShortUrl): boolean =>
  fetchTitle === true && (title === undefined || title === null);

const endOf = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(undefined);
    });
  });
