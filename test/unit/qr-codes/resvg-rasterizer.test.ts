import { describe, expect, test } from '@jest/globals';
import { ResvgRasterizer } from '../../../src/modules/qr-codes/infrastructure/resvg-rasterizer.js';
import { problemOf } from '../../../src/common/http/problem.js';
import { png } from '../../support/png.js';

const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">${inside}</svg>`;
const sizeOf = (picture: Buffer | undefined): unknown =>
  picture && [picture.readUInt32BE(16), picture.readUInt32BE(20)];
/** Takes minutes. */
const ENDLESS = svg('<circle r="9" stroke="red" stroke-dasharray=".01"/>'.repeat(15_000));

/** Each group is ten of the one before. */
const multiplied = Array.from(
  { length: 12 },
  (_, index) => `<g id="u${index + 1}">${`<use href="#u${index}"/>`.repeat(10)}</g>`,
);

describe('pictures of strangers', () => {
  test('are drawn, their longer side as large as asked for', async () => {
    const rasterizer = new ResvgRasterizer();
    const wide = await rasterizer.draw(svg('<rect width="9" height="9"/>'), 100, 'stranger');
    expect(sizeOf(wide)).toEqual([100, 50]);
    const tall = svg('<rect width="9" height="9"/>').replace('width="40"', 'width="10"');
    expect(sizeOf(await rasterizer.draw(tall, 100, 'stranger'))).toEqual([50, 100]);
  });

  test.each([
    ['shows nothing', svg('')],
    ['is none', 'hello'],
    ['has no size', svg('<rect width="9" height="9"/>').replace('40', '0')],
    [
      'would take gigabytes',
      svg(`<image width="9" height="9" href="data:image/png;base64,${png(30_000, 30_000).toString('base64')}"/>`),
    ],
    ['multiplies', svg(`<defs><rect id="u0" width="9" height="9"/>${multiplied.join('')}</defs><use href="#u12"/>`)],
    ['is nested deeply', svg('<g>'.repeat(100_000) + '</g>'.repeat(100_000))],
    ['never ends', ENDLESS],
  ])('are not where one %s', async (_, picture) => {
    const before = process.memoryUsage().rss;
    expect(await new ResvgRasterizer(1_500).draw(picture, 512, 'stranger')).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(600_000_000);
  });

  test('hold up each other, but none of ours', async () => {
    const rasterizer = new ResvgRasterizer(3_000);
    let drawn = 0;
    const slow = [1, 2].map(async () => {
      await rasterizer.draw(ENDLESS, 512, 'stranger');
      drawn += 1;
    });
    expect(await rasterizer.draw(svg('<rect width="9" height="9"/>'), 100, 'us')).toBeDefined();
    expect(drawn).toBe(0);
    await Promise.all(slow);
  });

  test('are refused while many wait', async () => {
    const rasterizer = new ResvgRasterizer(1);
    const drawn = await Promise.allSettled(Array.from({ length: 30 }, () => rasterizer.draw('', 100, 'stranger')));
    const refused = drawn.flatMap((it) => (it.status === 'rejected' ? [it.reason as unknown] : []));
    // One is drawn, 20 wait.
    expect(refused).toHaveLength(9);
    expect(problemOf(refused[0])).toEqual({
      status: 503,
      code: 'service_unavailable',
      message: 'The service is busy. Try again in a few seconds.',
      headers: { 'Retry-After': '5' },
    });
  });
});
