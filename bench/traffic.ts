import { Click } from '../src/modules/clicks/index.js';

const VISITORS = 500_000;
const AGENTS = 400;
const RETURNING = 0.25;
const REMEMBERED = 50_000;

const REFERRERS = [
  'google.com',
  'www.google.de',
  'bing.com',
  't.co',
  'l.facebook.com',
  'www.linkedin.com',
  'news.ycombinator.com',
];
const LANGUAGES = [
  'en-US,en;q=0.9',
  'de-DE,de;q=0.9,en;q=0.8',
  'fr-FR,fr;q=0.9',
  'es-ES,es;q=0.9',
  'pt-BR,pt;q=0.9',
  'ja',
  'en-GB',
];
const UTM = ['newsletter', 'google', 'facebook', 'partner', 'qr'];
const MEDIA = ['email', 'cpc', 'social', 'referral', 'print'];
const SYSTEMS = [
  'Windows NT 10.0; Win64; x64',
  'Macintosh; Intel Mac OS X 10_15_7',
  'X11; Linux x86_64',
  'Linux; Android 14; Pixel 8',
  'Linux; Android 13; SM-G991B',
];
const BOTS = ['Googlebot/2.1', 'bingbot/2.0', 'GPTBot/1.2', 'Slackbot-LinkExpanding 1.0', 'Twitterbot/1.0'];

/** Clicks as many different people make them, the same ones in each run. */
export class Traffic {
  private readonly agents = Array.from({ length: AGENTS }, (_, n) => agent(n));
  /** Up to each link: of all clicks so many. */
  private readonly shares: Float64Array;
  private readonly visits: { shortUrlId: string; visitor: number }[] = [];
  private made = 0;
  private state = 20_261_128;

  /** @param linkIds of which the n-th gets the n-th part of what the first gets */
  constructor(private readonly linkIds: readonly string[]) {
    this.shares = new Float64Array(linkIds.length);
    let sum = 0;
    for (let n = 0; n < linkIds.length; n += 1) this.shares[n] = sum += 1 / (n + 1);
  }

  click(at: number): Click {
    const { shortUrlId, visitor } = this.visit();
    const traits = scrambled(visitor);
    const isBot = traits % 25 === 0;
    const chance = this.random();
    return {
      ...{ shortUrlId, at, skipsMaxClicks: false, isHead: isBot && chance < 0.1, isPrefetch: chance > 0.995 },
      ...{ isScan: chance < 0.03, wantsPrivacy: false, ip: addressOf(visitor) },
      userAgent: isBot ? `Mozilla/5.0 (compatible; ${pick(BOTS, traits)})` : (this.agents[traits % AGENTS] ?? ''),
      referrer: this.random() < 0.5 ? '' : this.referrer(),
      language: isBot ? '' : pick(LANGUAGES, traits >>> 8),
      query: this.random() < 0.3 ? `utm_source=${pick(UTM, traits)}&utm_medium=${pick(MEDIA, traits)}&utm_campaign=spring-${traits % 40}` : '', // prettier-ignore
    };
  }

  /** Somebody who comes again follows the link of before. */
  private visit(): { shortUrlId: string; visitor: number } {
    if (this.visits.length === REMEMBERED && this.random() < RETURNING) {
      return this.visits[Math.floor(this.random() * REMEMBERED)] as { shortUrlId: string; visitor: number };
    }
    const visit = { shortUrlId: this.link(), visitor: Math.floor(this.random() * VISITORS) };
    this.visits[this.made % REMEMBERED] = visit;
    this.made += 1;
    return visit;
  }

  private link(): string {
    const wanted = this.random() * (this.shares.at(-1) ?? 0);
    let [low, high] = [0, this.shares.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.shares[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return this.linkIds[low] ?? '';
  }

  private referrer(): string {
    const chance = this.random();
    if (chance < 0.7) return `https://${pick(REFERRERS, Math.floor(chance * 1000))}/`;
    return `https://blog${Math.floor(chance * 1000)}.example/posts/${Math.floor(this.random() * 1e6)}`;
  }

  private random(): number {
    this.state = (this.state + 1) | 0;
    return scrambled(this.state) / 2 ** 32;
  }
}

/** Of 32 bits others that look like drawn. */
function scrambled(n: number): number {
  let bits = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

const pick = (texts: readonly string[], n: number): string => texts[n % texts.length] ?? '';

/** A fifth of IPv6; neither private nor of a network that is nobody's. */
function addressOf(visitor: number): string {
  const bits = scrambled(visitor + VISITORS);
  if (visitor % 5 === 0) return `2a0${bits % 8}:${(bits >>> 16).toString(16)}::${(bits & 0xffff).toString(16)}`;
  return `${11 + (bits % 80)}.${(bits >>> 8) & 255}.${(bits >>> 16) & 255}.${(bits >>> 24) & 255}`;
}

function agent(n: number): string {
  const version = 100 + (n % 45);
  if (n % 7 === 0) return `Mozilla/5.0 (iPhone; CPU iPhone OS 17_${n % 9} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.${n % 9} Mobile/15E${n} Safari/604.1`; // prettier-ignore
  if (n % 5 === 0) return `Mozilla/5.0 (${pick(SYSTEMS, n)}; rv:${version}.0) Gecko/20100101 Firefox/${version}.${n}`;
  return `Mozilla/5.0 (${pick(SYSTEMS, n)}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.${n}.0 Safari/537.36`; // prettier-ignore
}
