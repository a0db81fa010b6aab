import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  MOST_RECORD_BYTES,
  readRecords,
  writeRecord,
} from '../../../src/modules/clicks/infrastructure/spool/click-record.js';
import { clicks } from './clicks.js';

test('what was written is read again, one after the other', () => {
  fc.assert(
    fc.property(fc.array(clicks, { maxLength: 5 }), (written) => {
      const buffer = Buffer.alloc(5 * MOST_RECORD_BYTES);
      const end = written.reduce((offset, click) => writeRecord(click, buffer, offset), 0);
      expect([...readRecords(buffer.subarray(0, end))]).toEqual(written);
    }),
  );
});

test('a text that is too long loses its end, and no record is longer than the bound', () => {
  const long = 'x'.repeat(5000);
  const click = {
    shortUrlId: '0'.repeat(36),
    at: 0,
    skipsMaxClicks: false,
    isHead: false,
    isPrefetch: false,
    isScan: false,
    wantsPrivacy: false,
  };
  const buffer = Buffer.alloc(MOST_RECORD_BYTES);
  const end = writeRecord(
    { ...click, ip: long, userAgent: long, referrer: long, language: long, query: long },
    buffer,
    0,
  );
  expect(end).toBe(MOST_RECORD_BYTES);
  expect([...readRecords(buffer)][0]).toMatchObject({ userAgent: long.slice(0, 1024), query: long.slice(0, 2048) });
});

test('what was recorded before anybody could ask for privacy is read as theirs who did not', () => {
  const record = Buffer.concat([
    Buffer.from([0b1111]),
    Buffer.from('0198c0de-0000-7000-8000-000000000001', 'latin1'),
    Buffer.from([1, 0, 0, 0, 0, 0]),
    ...['1.1.1.1', 'Firefox', '', 'de', 'qr=1'].map((text) =>
      Buffer.from(`${String.fromCharCode(text.length)}\0${text}`),
    ),
  ]);
  expect([...readRecords(record)]).toEqual([
    {
      ...{ shortUrlId: '0198c0de-0000-7000-8000-000000000001', at: 1 },
      ...{ skipsMaxClicks: true, isHead: true, isPrefetch: true, isScan: true, wantsPrivacy: false },
      ...{ ip: '1.1.1.1', userAgent: 'Firefox', referrer: '', language: 'de', query: 'qr=1' },
    },
  ]);
});
