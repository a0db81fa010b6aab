/** Files while they are not yet read, in parts, so that nobody holds one whole. */
export abstract class ImportFiles {
  /** The id of a new, empty file. */
  abstract open(now: Date): Promise<string>;
  abstract append(fileId: string, number: number, bytes: Uint8Array): Promise<void>;
  abstract parts(fileId: string): AsyncIterable<Uint8Array>;
  abstract remove(fileId: string): Promise<void>;
  /** Those of before that no import has: whoever took them in is gone. */
  abstract removeForgotten(before: Date): Promise<void>;
}
