import { ValidationError } from '../../../common/domain/errors.js';
import { ImportFiles } from '../domain/import-files.js';
import { binaryFault, Encoding, EncodingDetector } from '../domain/text-encoding.js';

/** Also as much as the column names may take. */
const PART_BYTES = 262_144;

/** A file that has come in, and what its bytes say before they are read as a table. */
export interface ReceivedFile {
  id: string;
  encoding: Encoding;
  beginning: Uint8Array;
  /** There is no more of it. */
  isWhole: boolean;
}

/** Stores a file as it comes, in parts. @throws ValidationError for what is no text at all */
export async function receive(
  files: ImportFiles,
  fileId: string,
  content: AsyncIterable<Uint8Array>,
): Promise<ReceivedFile> {
  const detector = new EncodingDetector();
  let beginning: Uint8Array | undefined;
  let number = 0;
  for await (const part of inParts(content)) {
    detector.push(part);
    beginning ??= part;
    await files.append(fileId, number, part);
    number += 1;
  }
  if (!beginning) throw ValidationError.on('file', 'file is empty.');
  const encoding = detector.result;
  const fault = binaryFault(beginning, encoding);
  if (fault !== undefined) throw ValidationError.on('file', fault);
  return { id: fileId, encoding, beginning, isWhole: number === 1 };
}

async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    pieces.push(piece);
    length += piece.length;
    if (length < PART_BYTES) continue;
    yield Buffer.concat(pieces);
    [pieces, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(pieces);
}
