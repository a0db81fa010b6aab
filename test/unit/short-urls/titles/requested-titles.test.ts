import { expect, test } from '@jest/globals';
import { RequestedTitles } from '../../../../src/modules/short-urls/application/requested-titles.js';
import { NewShortUrl } from '../../../../src/modules/short-urls/application/short-url-orders.js';
import { TitleReader } from '../../../../src/modules/short-urls/domain/title-reader.js';

/** Ends with its signal only. */
class EndlessReader extends TitleReader {
  reading = 0;
  most = 0;

  override async read(_url: string, signal: AbortSignal): Promise<string | undefined> {
    this.reading += 1;
    this.most = Math.max(this.most, this.reading);
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve);
    });
    this.reading -= 1;
    throw new Error('too late');
  }
}

const ordersOf = (count: number): NewShortUrl[] =>
  Array.from({ length: count }, (_, index) => ({ destinationUrl: `https://e.example/${index}`, fetchTitle: true }));

test('however many titles are asked for, they have one time together, and few are read at once', async () => {
  const reader = new EndlessReader();
  const start = Date.now();
  const filled = await new RequestedTitles(reader, 200).fill(ordersOf(1000));
  expect(Date.now() - start).toBeLessThan(2_000);
  expect(filled.map(({ title }) => title)).toEqual(filled.map(() => undefined));
  expect(reader.most).toBe(10);
});

test('where no title is asked for, no time is taken', async () => {
  const orders = [{ destinationUrl: 'https://e.example/' }];
  // A timer cannot have such a time.
  expect(await new RequestedTitles(new EndlessReader(), NaN).fill(orders)).toEqual(orders);
});
