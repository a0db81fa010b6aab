import { Injectable } from '@nestjs/common';
import { CsvError, type Options, parse, type Parser } from 'csv-parse';
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
  override async firstRow(
    bytes: Uint8Array,
    isWhole: boolean,
    layout: Omit<FileLayout, 'firstRow'>,
  ): Promise<readonly string[] | undefined> {
    for await (const { cells } of this.all([bytes], isWhole, layout)) return cells;
    return undefined;
  }

  override async *rows(bytes: AsyncIterable<Uint8Array>, layout: FileLayout): AsyncIterable<ImportRow> {
    let isTable = false;
    for await (const row of this.all(bytes, true, layout)) {
      if (isTable) yield row;
      isTable = true;
    }
  }

  /** Of a part (256 KiB) that holds bytes which are no text, nothing is read. */
  private async *all(
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    isWhole: boolean,
    layout: Omit<FileLayout, 'firstRow'>,
  ): AsyncGenerator<ImportRow, void> {
    const decoder = new TextDecoder(layout.encoding, { fatal: true });
    const records = new Records(layout);
    try {
      for await (const part of bytes) {
        await records.read(decoder.decode(part, { stream: true }));
        yield* records.take();
      }
      if (isWhole) await records.end(decoder.decode());
    } catch (error) {
      yield* records.take();
      throw explained(error as Error, records.number, layout);
    }
    yield* records.take();
  }
}

/** Hands out every record before what is wrong with the next: a stream that breaks would lose those that it holds. */
class Records {
  number = 0;
  private rows: ImportRow[] = [];
  private readonly parser: Parser;

  constructor(layout: Omit<FileLayout, 'firstRow'>) {
    this.parser = parse({
      ...optionsOf(layout),
      on_record: (cells: string[]) => {
        this.number += 1;
        if (cells.some((cell) => cell.trim() !== '')) this.rows.push({ number: this.number, cells });
        return null;
      },
    });
    // Its failures come out of the call that they are of.
    this.parser.on('error', () => undefined);
  }

  read(text: string): Promise<void> {
    return this.settled((done) => this.parser.write(text, done));
  }

  end(text: string): Promise<void> {
    return this.settled((done) => this.parser.end(text, done));
  }

  take(): ImportRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  private settled(work: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      work((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
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
