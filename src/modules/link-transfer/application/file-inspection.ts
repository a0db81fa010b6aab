import { Injectable } from '@nestjs/common';
import { ValidationError } from '../../../common/domain/errors.js';
import { detectDelimiter } from '../domain/delimiter.js';
import { ImportColumns, ImportField, recogniseColumns, rivalsIn } from '../domain/import-columns.js';
import { FileLayout, ImportBrokenOff } from '../domain/link-import.js';
import { TableReader } from '../domain/table-reader.js';
import { ReceivedFile } from './received-file.js';

const MOST_COLUMNS = 500;
/** So many are named to whoever looks for theirs. */
const MOST_NAMED = 30;

/** What the beginning of a file shows: whether it is a table of links, and of what kind. */
@Injectable()
export class FileInspection {
  constructor(private readonly reader: TableReader) {}

  /** @throws ValidationError on `file` or `columns` */
  async of(
    received: ReceivedFile | undefined,
    mapping: Readonly<Record<string, ImportField>>,
  ): Promise<{ layout: FileLayout; columns: ImportColumns }> {
    if (!received) throw ValidationError.on('file', 'file is needed: a CSV file.');
    const layout = await this.layoutOf(received);
    const columns = recogniseColumns(layout.firstRow, mapping);
    const unknown = Object.keys(mapping).filter((name) => !columns.headers.includes(name));
    const names = namesOf(columns);
    if (unknown.length > 0)
      throw ValidationError.on('columns', `The file has no column ${unknown.join(', ')}. It has: ${names}.`);
    const rivals = rivalsIn(columns, mapping);
    if (rivals)
      throw ValidationError.on(
        rivals.by,
        `Only one column can be ${rivals.field}, but these are: ${rivals.names.map((it) => it.slice(0, 100)).join(', ')}. Rename or remove the others.`,
      );
    if (!columns.places.has('destination_url'))
      throw ValidationError.on(
        'file',
        `file has no column that is known to hold destinations. Its first row, which must name the columns, is: ${names}. Say in columns which one it is: {"<its name>": "destination_url"}.`,
      );
    return { layout, columns };
  }

  private async layoutOf(received: ReceivedFile): Promise<FileLayout> {
    const { encoding, beginning } = received;
    const text = new TextDecoder(encoding).decode(beginning, { stream: true });
    const layout = { encoding, delimiter: detectDelimiter(text) };
    const firstRow = await this.firstRow(received, layout);
    if (!firstRow)
      throw ValidationError.on(
        'file',
        text.trim() === ''
          ? 'file is empty.'
          : `file has no row of column names in its first ${beginning.length} bytes.`,
      );
    if (firstRow.length > MOST_COLUMNS) throw ValidationError.on('file', `file has more than ${MOST_COLUMNS} columns.`);
    return { ...layout, firstRow };
  }

  private async firstRow(
    { beginning, isWhole }: ReceivedFile,
    layout: Omit<FileLayout, 'firstRow'>,
  ): Promise<readonly string[] | undefined> {
    try {
      return await this.reader.firstRow(beginning, isWhole, layout);
    } catch (error) {
      if (!(error instanceof ImportBrokenOff)) throw error;
      throw ValidationError.on('file', `file cannot be read. ${error.message}`);
    }
  }
}

function namesOf({ headers }: ImportColumns): string {
  const named = headers.slice(0, MOST_NAMED).map((header) => header.slice(0, 100));
  return [...named, ...(headers.length > MOST_NAMED ? ['…'] : [])].join(', ');
}
