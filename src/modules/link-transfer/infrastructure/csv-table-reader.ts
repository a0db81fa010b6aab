import { pipeline, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { CsvError, type Options, parse } from 'csv-parse';
import { FileLayout, ImportBrokenOff, ImportRow } from '../domain/link-import.js';
import { TableReader } from '../domain/table-reader.js';

const MOST_RECORD_CHARACTERS = 1_048_576;

const optionsOf = ({ delimiter }: Pick<FileLayout, 'delimiter'>): Options => ({
  delimiter,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: MOST_RECORD_CHARACTERS,
  // Real exports have rows that are too short, and quotes within cells that are not quoted.
  relax_column_count: true,
  relax_quotes: true,
});

@Injectable()
export class CsvTableReader extends TableReader {
  override async firstRow(bytes: Uint8Array, layout: Omit<FileLayout, 'firstRow'>): Promise<readonly string[]> {
    for await (const { cells } of this.all(parts(bytes), layout)) return cells;
    return [];
  }

  override async *rows(bytes: AsyncIterable<Uint8Array>, layout: FileLayout): AsyncIterable<ImportRow> {
    let isTable = false;
    for await (const row of this.all(bytes, layout)) {
      if (isTable) yield row;
      isTable = true;
    }
  }

  private async *all(
    bytes: AsyncIterable<Uint8Array>,
    layout: Omit<FileLayout, 'firstRow'>,
  ): AsyncGenerator<ImportRow, void> {
    let number = 0;
    const records = pipeline(Readable.from(decoded(bytes, layout)), parse(optionsOf(layout)), () => undefined);
    try {
      for await (const cells of records as AsyncIterable<string[]>) {
        number += 1;
        if (cells.some((cell) => cell.trim() !== '')) yield { number, cells };
      }
    } catch (error) {
      throw explained(error as Error, number, layout);
    }
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- there is one part only
async function* parts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  { encoding }: Pick<FileLayout, 'encoding'>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const part of bytes) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}

function explained(error: Error, number: number, { encoding }: Pick<FileLayout, 'encoding'>): Error {
  if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new ImportBrokenOff(`After row ${number} there are bytes that are no text in ${encoding}.`);
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new ImportBrokenOff(
      `Row ${number + 1} is longer than ${MOST_RECORD_CHARACTERS} characters; perhaps a quote is not closed.`,
    );
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return new ImportBrokenOff(`In row ${number + 1} a quote is opened and never closed.`);
  return new ImportBrokenOff(`Row ${number + 1} cannot be read.`);
}
