import { slugOf } from './many-links.js';
import { randomFrom, zipfRanks } from './random.js';
import { USER_AGENTS } from './user-agents.js';

const SEED = 20_250_601;
const VISITORS = 4096;
const LANGUAGES = [
  'en-US,en;q=0.9',
  'en-GB,en;q=0.8',
  'de-DE,de;q=0.9,en;q=0.7',
  'fr-FR,fr;q=0.9',
  'ja',
  'es,en;q=0.5',
];
const REFERRERS = [
  'https://www.google.com/',
  'https://t.co/',
  'https://l.instagram.com/',
  'https://www.linkedin.com/feed/',
  'https://news.example/2025/06/spring-sale?page=2',
];

/** What is asked for, in an order that is the same for every server and every run. */
export class Visits {
  private readonly visitors: readonly string[];
  private readonly ranks: Uint32Array;

  constructor(links: number, draws: number) {
    const random = randomFrom(SEED);
    const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
    this.visitors = Array.from({ length: VISITORS }, () =>
      headersOf(pick(USER_AGENTS), pick(LANGUAGES), pick(['', ...REFERRERS])),
    );
    this.ranks = zipfRanks(links, links === 1 ? 1 : draws, random);
  }

  /** One request, whole; the sequence begins anew at its end. */
  at(index: number, host: string): string {
    const rank = this.ranks[index % this.ranks.length] ?? 1;
    return `GET /${slugOf(rank)} HTTP/1.1\r\nHost: ${host}\r\n${this.visitors[index % VISITORS] ?? ''}`;
  }
}

/** As a browser sends them, which follows a link. */
const headersOf = (userAgent: string, language: string, referrer: string): string =>
  [
    'Connection: keep-alive',
    'Upgrade-Insecure-Requests: 1',
    `User-Agent: ${userAgent}`,
    'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Mode: navigate',
    'Sec-Fetch-Dest: document',
    ...(referrer === '' ? [] : [`Referer: ${referrer}`]),
    'Accept-Encoding: gzip, deflate, br, zstd',
    `Accept-Language: ${language}`,
    '\r\n',
  ].join('\r\n');
