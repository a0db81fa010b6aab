import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inBatches } from '../../../src/modules/link-transfer/application/import-batches.js';
import { detectDelimiter } from '../../../src/modules/link-transfer/domain/delimiter.js';
import { recogniseColumns } from '../../../src/modules/link-transfer/domain/import-columns.js';
import { harmlessCell, plainCell } from '../../../src/common/domain/formula-cells.js';
import { tagsOf, textOfTags } from '../../../src/modules/link-transfer/domain/imported-row.js';
import { FileLayout, ImportRow } from '../../../src/modules/link-transfer/domain/link-import.js';
import { binaryFault, Encoding, EncodingDetector } from '../../../src/modules/link-transfer/domain/text-encoding.js';
import { CsvTableReader } from '../../../src/modules/link-transfer/infrastructure/csv-table-reader.js';

const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const detect = (...parts: Uint8Array[]): Encoding => {
  const detector = new EncodingDetector();
  for (const part of parts) detector.push(part);
  return detector.result;
};
const TEXT = 'url,title\nhttps://a.example/,Café été\n';

describe('the encoding of a file', () => {
  test.each([
    ['ASCII', Buffer.from('url\nhttps://a.example/'), 'utf-8'],
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['UTF-16 with its mark', utf16(`\uFEFF${TEXT}`, 'le'), 'utf-16le'],
    ['UTF-16, the greater byte first', utf16(`\uFEFF${TEXT}`, 'be'), 'utf-16be'],
    ['UTF-16 without a mark', utf16(TEXT, 'le'), 'utf-16le'],
    ['UTF-16 without a mark, the greater byte first', utf16(TEXT, 'be'), 'utf-16be'],
    ['Windows-1252', Buffer.from(TEXT, 'latin1'), 'windows-1252'],
    ['Windows-1252 that ends in a letter of it', Buffer.from('url,é', 'latin1'), 'windows-1252'],
    ['emoji', Buffer.from('url,😀'), 'utf-8'],
  ])('is known of %s', (_what, bytes, encoding) => {
    expect(detect(bytes)).toBe(encoding);
    const halves = [bytes.subarray(0, bytes.length - 3), bytes.subarray(bytes.length - 3)];
    expect(detect(...halves)).toBe(encoding);
  });

  test('is found out however the bytes are parted', () => {
    const bytes = Buffer.from(`${'x'.repeat(20)}é😀${'y'.repeat(10)}`);
    const latin = Buffer.from(`${'x'.repeat(20)}éà${'y'.repeat(10)}`, 'latin1');
    for (let cut = 1; cut < 30; cut += 1) {
      expect(detect(bytes.subarray(0, cut), bytes.subarray(cut))).toBe('utf-8');
      expect(detect(latin.subarray(0, cut), latin.subarray(cut))).toBe('windows-1252');
    }
  });

  test.each([
    ['a workbook', Buffer.from('PK\x03\x04rest')],
    ['an archive', Buffer.from([0x1f, 0x8b, 8, 0, 0])],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0', 'latin1')],
  ])('is none of %s', (_what, bytes) => {
    expect(binaryFault(bytes, detect(bytes))).toMatch(/CSV/);
  });

  test('is no fault of text', () => {
    for (const bytes of [Buffer.from(TEXT), utf16(TEXT, 'le'), Buffer.from(TEXT, 'latin1')])
      expect(binaryFault(bytes, detect(bytes))).toBeUndefined();
  });
});

describe('the delimiter', () => {
  test.each([
    ['a,b,c', ','],
    ['a;b;c', ';'],
    ['a\tb\tc', '\t'],
    ['"a,b,c,d";b;c', ';'],
    ['"a\n,,,,";b', ';'],
    ['\n\na;b,c;d\n,,,,,,', ';'],
    ['url', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });
});

describe('AC-09 a cell of a CSV file', () => {
  const oddCells = fc
    .tuple(
      fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', ' ', '＝', '＋')),
      fc.string({ unit: 'binary' }),
    )
    .map(([signs, rest]) => signs.join('') + rest);

  test('is never a formula, and comes back as it was', () => {
    fc.assert(
      fc.property(oddCells, (cell) => {
        const written = harmlessCell(cell);
        expect(written).not.toMatch(/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/);
        expect(plainCell(written)).toBe(cell);
      }),
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', "'=1", "''=1"])('of %j has one more apostrophe', (cell) => {
    expect(harmlessCell(cell)).toBe(`'${cell}`);
  });

  test.each(["it's", "'tis", '1=1', ''])('of %j is left alone', (cell) => {
    expect([harmlessCell(cell), plainCell(cell)]).toEqual([cell, cell]);
  });
});

describe('tags in one cell', () => {
  test('come back as they were', () => {
    const tag = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
      .map((text) => text.replace(/[,\p{Cc}]/gu, '').trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(tag, fc.constantFrom('a|b', '|', 'x')), { maxLength: 5 }), (tags) => {
        expect(tagsOf(textOfTags(tags))).toEqual(tags);
      }),
    );
  });

  test.each([
    ['a, b,,a', ['a', 'b']],
    ['a|b', ['a', 'b']],
    ['a|b,c', ['a|b', 'c']],
  ])('%j are %j', (text, tags) => {
    expect(tagsOf(text)).toEqual(tags);
  });
});

describe('reading a table', () => {
  const layout = (more: Partial<FileLayout> = {}): FileLayout => ({
    encoding: 'utf-8',
    delimiter: ',',
    firstRow: [],
    ...more,
  });
  // eslint-disable-next-line @typescript-eslint/require-await -- the reader takes what comes in time
  async function* parted(bytes: Buffer, size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const rowsOf = async (bytes: Buffer, more: Partial<FileLayout> = {}, size = 7): Promise<ImportRow[]> => {
    const rows: ImportRow[] = [];
    for await (const row of new CsvTableReader().rows(parted(bytes, size), layout(more))) rows.push(row);
    return rows;
  };

  test.each([1, 2, 3, 7, 1000])(
    'takes quoted line breaks, all kinds of line ends and short rows (by %i bytes)',
    async (size) => {
      const text = 'a,b\r\n1,"x\r\n""y"\n\n2\r3,4,5\r\n,\r\n6,5" pipe\n';
      expect(await rowsOf(Buffer.from(text), {}, size)).toEqual([
        { number: 2, cells: ['1', 'x\r\n"y'] },
        { number: 4, cells: ['2'] },
        { number: 5, cells: ['3', '4', '5'] },
        { number: 7, cells: ['6', '5" pipe'] },
      ]);
    },
  );

  test.each([
    ['utf-8', Buffer.from('\uFEFFa,b\né,😀')],
    ['utf-16le', utf16('\uFEFFa,b\né,😀', 'le')],
    ['utf-16be', utf16('a,b\né,😀', 'be')],
  ] as const)('decodes %s', async (encoding, bytes) => {
    expect(await rowsOf(bytes, { encoding }, 1)).toEqual([{ number: 2, cells: ['é', '😀'] }]);
    expect(await new CsvTableReader().firstRow(bytes, true, { encoding, delimiter: ',' })).toEqual(['a', 'b']);
  });

  test('has its column names only where they stand there whole', async () => {
    const named = (text: string, isWhole: boolean) =>
      new CsvTableReader().firstRow(Buffer.from(text), isWhole, { encoding: 'utf-8', delimiter: ',' });
    expect(await named('url,ti', false)).toBeUndefined();
    expect(await named('url,ti', true)).toEqual(['url', 'ti']);
    expect(await named('url,title\nhttps://a.example/,é'.slice(0, -1), false)).toEqual(['url', 'title']);
  });

  test.each([
    ['a quote that is never closed', Buffer.from('a\n1\n"2\n3'), 'In row 3 a quote is opened and never closed.'],
    [
      'a row beyond all bounds',
      Buffer.from(`a\n1\n"${'x'.repeat(2_000_000)}"`),
      'Row 3 is longer than 1048576 characters',
    ],
    ['broken bytes', Buffer.concat([Buffer.from('a\né\n1\n'), Buffer.from([0xff, 0x0a])]), 'no text in utf-8'],
  ])('says what is wrong with %s', async (_what, bytes, message) => {
    await expect(rowsOf(bytes, {}, 65_536)).rejects.toThrow(message);
  });
});

test('rows of one transaction have one password to hash', async () => {
  const passwords = ['', 'a', '', 'a', 'b', 'a', ''];
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of what is there already
  const rows = async function* () {
    for (const [number, password] of passwords.entries()) yield { number, cells: ['https://example.com/', password] };
  };
  const batches: string[][] = [];
  for await (const batch of inBatches(rows(), recogniseColumns(['url', 'password'])))
    batches.push(batch.map(({ cells }) => cells[1] ?? ''));
  expect(batches).toEqual([['', 'a', '', 'a'], ['b'], ['a', '']]);
});
