import { beforeEach, describe, expect, test } from '@jest/globals';
import { LinkCache } from '../../../src/modules/redirects/application/link-cache.js';
import { Address, ShortUrl, ShortUrlsService, VisitedLink } from '../../../src/modules/short-urls/index.js';
import { DEFAULT_SETTINGS, ShortUrlSettings } from '../../../src/modules/short-urls/domain/short-url.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { FakeCommittedChanges } from '../../fakes/fake-committed-changes.js';

const HOST = 'hbk.example';
const WORKSPACE = 'workspace';

/** The links that there are, and the questions that were asked about them. */
class Links implements Pick<ShortUrlsService, 'findByAddresses'> {
  readonly bySlug = new Map<string, ShortUrl>();
  readonly questions: string[][] = [];
  isOut = false;
  /** Until then answers are on their way. */
  answered: Promise<void> = Promise.resolve();
  /** What happens meanwhile. */
  meanwhile: () => void = () => undefined;

  add(slug: string, settings: Partial<ShortUrlSettings> = {}): ShortUrl {
    const all = { ...DEFAULT_SETTINGS, domainId: 'domain', slug, destinationUrl: `https://example.com/${slug}` };
    const origin = { workspaceId: WORKSPACE, createdBy: null };
    const shortUrl = ShortUrl.create({ ...all, ...settings }, origin, new Date());
    this.bySlug.set(slug, shortUrl);
    return shortUrl;
  }

  async findByAddresses(addresses: readonly Address[]): Promise<VisitedLink[]> {
    this.questions.push(addresses.map(({ slug }) => slug));
    if (this.isOut) throw new Error('The database is out of reach');
    const found = addresses.flatMap((address) => {
      const shortUrl = address.domain === HOST ? this.bySlug.get(address.slug) : undefined;
      return shortUrl ? [{ address, shortUrl, isUsedUp: false }] : [];
    });
    await this.answered;
    this.meanwhile();
    return found;
  }
}

describe('what is known of links', () => {
  let links: Links;
  let changes: FakeCommittedChanges;
  let clock: FakeClock;
  let cache: LinkCache;

  beforeEach(() => {
    links = new Links();
    changes = new FakeCommittedChanges();
    clock = new FakeClock();
    cache = new LinkCache(links as unknown as ShortUrlsService, changes, clock, 64_000_000);
  });

  const find = (slug: string) => cache.find({ domain: HOST, slug });
  const destinationOf = async (slug: string): Promise<string | undefined> =>
    (await find(slug)).link?.shortUrl.destinationUrl;
  const announce = (subject: string | undefined) => {
    changes.announce(subject, 'link_changed');
  };
  const asked = () => links.questions.length;

  test('is asked for once', async () => {
    links.add('spring');
    for (let time = 0; time < 3; time += 1) expect(await destinationOf('spring')).toBe('https://example.com/spring');
    expect((await find('nowhere')).link).toBeUndefined();
    expect((await find('nowhere')).link).toBeUndefined();
    expect(links.questions).toEqual([['spring'], ['nowhere']]);
  });

  test('is asked for once by many at once, and with others in one question', async () => {
    links.add('spring');
    await Promise.all(['spring', 'spring', 'summer', 'spring'].map((slug) => find(slug)));
    expect(links.questions).toEqual([['spring', 'summer']]);
  });

  test('is not remembered where a number of people is to pass: that is counted elsewhere', async () => {
    links.add('few', { maxClicks: 3 });
    await find('few');
    await find('few');
    expect(asked()).toBe(2);
  });

  test.each([
    ['the link', (it: ShortUrl) => `link:${it.id}`],
    ['its host', () => `host:${HOST}`],
    ['its workspace', () => `workspace:${WORKSPACE}`],
    ['much', () => 'all'],
  ])('is forgotten when %s changes', async (_what, subject) => {
    const before = links.add('spring');
    const known = await find('spring');
    cache.spell('spelling', known);
    links.add('spring', { destinationUrl: 'https://example.com/new' });
    announce(subject(before));
    expect(cache.recall('spelling', clock.now().getTime())).toBeUndefined();
    expect(await destinationOf('spring')).toBe('https://example.com/new');
  });

  test.each(['link:other', 'host:other.example', 'workspace:other', 'new'])(
    'stays when %s changes',
    async (subject) => {
      links.add('spring');
      await find('spring');
      announce(subject);
      await find('spring');
      expect(asked()).toBe(1);
    },
  );

  test.each(['new', 'host:hbk.example', 'workspace:w', 'all'])(
    'of unknown addresses is forgotten at %s',
    async (subject) => {
      await find('later');
      links.add('later');
      announce(subject);
      expect(await destinationOf('later')).toBe('https://example.com/later');
    },
  );

  test('is not remembered when it changed while it was read', async () => {
    links.add('spring');
    links.meanwhile = () => {
      announce('link:any');
    };
    await find('spring');
    links.meanwhile = () => undefined;
    await find('spring');
    expect(asked()).toBe(2);
  });

  test('of before a change is not what whoever comes after it is told', async () => {
    links.add('spring');
    let answer: () => void = () => undefined;
    links.answered = new Promise((resolve) => (answer = resolve));
    const early = find('spring');
    while (asked() === 0) await new Promise(setImmediate);
    const { id } = links.add('spring', { destinationUrl: 'https://example.com/new' });
    announce(`link:${id}`);
    const late = destinationOf('spring');
    answer();
    await early;
    expect(await late).toBe('https://example.com/new');
    expect(await destinationOf('spring')).toBe('https://example.com/new');
  });

  test('reaches the database two hundred times a second at most', async () => {
    const begun = performance.now();
    for (let time = 0; time < 20; time += 1) await find(`unknown-${time}`);
    expect(asked()).toBe(20);
    // Timers may be a millisecond early.
    expect(performance.now() - begun).toBeGreaterThan(19 * 4);
  });

  test('is not recalled by its spelling either, as its changes would not be heard', async () => {
    links.add('spring');
    links.meanwhile = () => {
      announce('link:any');
    };
    cache.spell('spelling', await find('spring'));
    expect(cache.recall('spelling', clock.now().getTime())).toBeUndefined();
  });

  describe('within bounds', () => {
    const LONG = 'x'.repeat(8_000);

    beforeEach(() => {
      cache = new LinkCache(links as unknown as ShortUrlsService, changes, clock, 4_000_000);
      links.add('spring');
    });

    const remember = async (many: number): Promise<void> => {
      const slugs = Array.from({ length: many }, (_, index) => `long-${index}`);
      for (const slug of slugs) links.add(slug, { destinationUrl: `https://example.com/${LONG}` });
      await Promise.all(slugs.map(find));
    };

    test('is not recalled by its spelling once it had to make room', async () => {
      cache.spell('spelling', await find('spring'));
      await remember(400);
      expect(cache.recall('spelling', clock.now().getTime())).toBeUndefined();
    });

    test('stays while others make room where it is visited', async () => {
      const known = await find('spring');
      cache.spell('spelling', known);
      for (let time = 0; time < 10; time += 1) {
        clock.advance(10);
        expect(cache.recall('spelling', clock.now().getTime())).toBe(known);
        await remember(40);
      }
    });

    test('is recalled by the latest ways in which it was written', async () => {
      const known = await find('spring');
      const spellings = Array.from({ length: 9 }, (_, index) => `spelling ${index}`);
      for (const spelling of [...spellings, ...spellings]) cache.spell(spelling, known);
      const recalled = spellings.filter((it) => cache.recall(it, clock.now().getTime()));
      expect(recalled).toEqual(spellings.slice(1));
    });

    test('is not recalled by as many long spellings as somebody may think of', async () => {
      const known = await find('spring');
      for (let made = 0; made < 400; made += 1) cache.spell(`${made} ${LONG}`, known);
      const recalled = [0, 399].map((made) => cache.recall(`${made} ${LONG}`, clock.now().getTime()));
      expect(recalled).toEqual([undefined, known]);
    });
  });

  test('holds as long as it is proved again and again that changes are heard, for an hour at most', async () => {
    links.add('spring');
    for (let second = 0; second < 3_600; second += 50) {
      await find('spring');
      clock.advance(50);
    }
    expect(asked()).toBe(1);
    await find('spring');
    expect(asked()).toBe(2);
  });

  test('is asked for again where that can’t be proved', async () => {
    links.add('spring');
    changes.settled = () => new Promise(() => undefined);
    for (let second = 0; second <= 60; second += 15) {
      await find('spring');
      clock.advance(15);
    }
    expect(asked()).toBe(2);
  });

  test('is asked for again after a while, should news ever be lost', async () => {
    links.add('spring');
    await find('spring');
    await find('nowhere');
    clock.advance(2);
    await find('nowhere');
    expect(asked()).toBe(3);
    clock.advance(58);
    await find('spring');
    expect(asked()).toBe(4);
  });

  test('is asked for each time while nobody listens for changes, and what was read before they were heard again', async () => {
    links.add('spring');
    await find('spring');
    changes.isHeard = false;
    announce(undefined);
    await find('spring');
    await find('spring');
    expect(asked()).toBe(3);
    changes.isHeard = true;
    await find('spring');
    await find('spring');
    expect(asked()).toBe(4);
  });

  describe('while the database is out of reach', () => {
    test('still holds, without a question for each visit; what is not known is an error', async () => {
      links.add('spring');
      const known = await find('spring');
      cache.spell('spelling', known);
      links.isOut = true;
      changes.isHeard = false;
      announce(undefined);
      for (let visit = 0; visit < 5; visit += 1)
        expect(await destinationOf('spring')).toBe('https://example.com/spring');
      expect(cache.recall('spelling', clock.now().getTime())).toBe(known);
      expect(asked()).toBe(2);
      await expect(find('summer')).rejects.toThrow('out of reach');
      clock.advance(1);
      await find('spring');
      expect(asked()).toBe(4);
    });

    test('does not hold where it was heard to have changed', async () => {
      const { id } = links.add('spring');
      await find('spring');
      announce(`link:${id}`);
      links.isOut = true;
      await expect(find('spring')).rejects.toThrow('out of reach');
    });
  });
});
