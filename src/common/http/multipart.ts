import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { Request } from 'express';
import { BadRequestError, ValidationError } from '../domain/errors.js';
import { RequestFault } from './problem.js';
import { BODY_LIMIT, hasBody } from './request-content.js';
import { isStorable, unstorableText } from './text-safety.js';

export interface SentFile {
  field: string;
  /** As the client calls it, if it does; it says nothing about the content. */
  name: string | null;
  content: AsyncIterable<Uint8Array>;
}

/** Fields and files. */
const MOST_PARTS = 50;
const MOST_FILE_NAME_CHARACTERS = 255;
/** Whoever goes on sending is cut off with the answer. */
const CUT_OFF = { Connection: 'close' };

/**
 * Takes multipart/form-data (RFC 7578) in as it comes: `onFile` reads one file after the other, nothing is kept whole. Gives
 * back the fields beside them, wherever they stood.
 * @throws RequestFault 413 for more than `fileBytes` in one file, or more than a usual body beside the files; BadRequestError
 * for a body that is cut off or broken; ValidationError for a name that comes twice or can't be stored; what `onFile` throws.
 */
export async function readMultipart(
  request: Request,
  { fileBytes }: { fileBytes: number },
  onFile: (file: SentFile) => Promise<void>,
): Promise<Record<string, string>> {
  if (!hasBody(request)) return {};
  if (Number(request.headers['content-length'] ?? 0) > fileBytes + BODY_LIMIT) throw new RequestFault(413, CUT_OFF);
  const form = new Form(request, fileBytes, onFile);
  try {
    return await form.read();
  } finally {
    // What is left of it is nobody's any more, and would keep the answer waiting.
    request.resume();
  }
}

class Form {
  private readonly busboy: BusboyInstance;
  private readonly fields = new Map<string, string>();
  private readonly names = new Set<string>();
  private files: Promise<void> = Promise.resolve();
  private openFile: Readable | undefined;
  private fault: Error | undefined;
  private bytes = 0;
  private fieldBytes = 0;

  constructor(
    private readonly request: Request,
    private readonly fileBytes: number,
    private readonly onFile: (file: SentFile) => Promise<void>,
  ) {
    this.busboy = openBusboy(request, fileBytes);
  }

  async read(): Promise<Record<string, string>> {
    try {
      await this.taken();
    } catch (error) {
      this.openFile?.destroy(error as Error);
      await this.files.catch(() => undefined);
      throw error;
    } finally {
      this.request.unpipe(this.busboy);
    }
    await this.files;
    const fields = Object.fromEntries(this.fields);
    const faults = unstorableText(fields);
    if (Object.keys(faults).length > 0) throw new ValidationError(faults);
    return fields;
  }

  /** Not by `pipeline`, which would close the connection before it is answered. */
  private taken(): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (problem?: Error): void => {
        this.fault ??= problem;
        if (this.fault) reject(this.fault);
      };
      this.busboy.on('field', (name, value, nameIsCut, valueIsCut) => {
        this.fieldBytes += Buffer.byteLength(value);
        const isTooLarge = nameIsCut || valueIsCut || this.fieldBytes > BODY_LIMIT;
        check(isTooLarge ? new RequestFault(413, CUT_OFF) : this.faultOfName(name));
        this.fields.set(name, value);
      });
      this.busboy.on('partsLimit', () => {
        check(new BadRequestError(`The body has more than ${MOST_PARTS} parts.`));
      });
      this.busboy.on('file', (field, stream, name: string | undefined) => {
        check(this.faultOfName(field) ?? faultOfFileName(field, name));
        // Browsers name no file where none was chosen.
        this.take({ field, name: name || null, content: stream }, stream, check);
      });
      this.busboy.once('finish', resolve);
      this.busboy.on('error', (error) => {
        check(faultOf(error as Error));
      });
      this.request.once('close', () => {
        if (!this.request.complete) check(faultOf(new Error('it ends too early')));
      });
      // A body that comes in chunks says nowhere how long it is.
      this.request.on('data', (chunk: Buffer) => {
        this.bytes += chunk.length;
        if (this.bytes > this.fileBytes + BODY_LIMIT) check(new RequestFault(413, CUT_OFF));
      });
      this.request.pipe(this.busboy);
    });
  }

  private take(file: SentFile, stream: Readable, check: (problem?: Error) => void): void {
    if (this.fault) {
      stream.resume();
      return;
    }
    this.openFile = stream;
    // Its failures come out of the loop that reads it.
    stream.on('error', () => undefined);
    stream.once('limit', () => {
      check(new RequestFault(413, CUT_OFF, `${file.field} is larger than this address takes.`));
    });
    this.files = this.files.then(() => this.onFile(file));
    this.files.catch(check);
  }

  private faultOfName(name: string | undefined): Error | undefined {
    if (name === undefined) return new BadRequestError('A part of the body has no name.');
    if (this.names.has(name)) return ValidationError.on(name, `${name} is there more than once`);
    this.names.add(name);
    return undefined;
  }
}

function faultOfFileName(field: string, name = ''): Error | undefined {
  if (!isStorable(name)) return ValidationError.on(field, `${field} has a name with null bytes or lone surrogates`);
  if (name.length > MOST_FILE_NAME_CHARACTERS)
    return ValidationError.on(field, `${field} has a name of more than ${MOST_FILE_NAME_CHARACTERS} characters`);
  return undefined;
}

type BusboyInstance = InstanceType<typeof Busboy>;

function openBusboy(request: Request, fileSize: number): BusboyInstance {
  try {
    const headers = { ...request.headers, 'content-type': request.headers['content-type'] ?? '' };
    return new Busboy({ headers, limits: { fileSize, fieldSize: BODY_LIMIT, parts: MOST_PARTS } });
  } catch (error) {
    throw faultOf(error as Error);
  }
}

const faultOf = ({ message }: Error): BadRequestError =>
  new BadRequestError(`The body could not be read: ${message.replace(/\.$/, '')}.`);
