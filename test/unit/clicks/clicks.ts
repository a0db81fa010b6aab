import fc from 'fast-check';
import { Click } from '../../../src/modules/clicks/index.js';

/** As Node reads headers: every byte a character. */
const header = (maxLength: number) =>
  fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)), maxLength });

export const clicks: fc.Arbitrary<Click> = fc.record({
  shortUrlId: fc.uuid(),
  at: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  skipsMaxClicks: fc.boolean(),
  isHead: fc.boolean(),
  isPrefetch: fc.boolean(),
  isScan: fc.boolean(),
  wantsPrivacy: fc.boolean(),
  ip: header(64),
  userAgent: header(1024),
  referrer: header(2048),
  language: header(256),
  query: header(2048),
});
