import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { Request } from 'express';
import { BadRequestError, ValidationError } from '../domain/errors.js';
import { RequestFault } from './problem.js';
import { BODY_LIMIT, hasBody } from './request-content.js';
import { unstorableText } from './text-safety.js';

export interface SentFile {
  field: string;
  /** As the client calls it; it says nothing about the content. */
  name: string;
  content: AsyncIterable<Uint8Array>;
}

const MOST_FIELDS = 50;
/** Whoever goes on sending is cut off with the answer. */
const CUT_OFF = { Connection: 'close' };

/**
 * Takes multipart/form-data (RFC 7578) in as it comes: `onFile` reads one file after the other, nothing is kept whole. Gives
 * back the fields beside them, wherever they stood.
 * @throws RequestFault 413 for more than `fileBytes` in one file; BadRequestError for a body that is cut off or broken;
 * ValidationError for a name that comes twice, and what `onFile` throws.
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

  constructor(
    private readonly request: Request,
    fileBytes: number,
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
        check(nameIsCut || valueIsCut ? new RequestFault(413, CUT_OFF) : this.repeated(name));
        this.fields.set(name, value);
      });
      this.busboy.on('fieldsLimit', () => {
        check(new BadRequestError(`The body has more than ${MOST_FIELDS} fields.`));
      });
      this.busboy.on('file', (field, stream, name) => {
        check(this.repeated(field));
        this.take(field, name, stream, check);
      });
      this.busboy.once('finish', resolve);
      this.busboy.on('error', (error) => {
        check(faultOf(error as Error));
      });
      this.request.once('close', () => {
        if (!this.request.complete) check(faultOf(new Error('it ends too early')));
      });
      this.request.pipe(this.busboy);
    });
  }

  private take(field: string, name: string, stream: Readable, check: (problem?: Error) => void): void {
    if (this.fault) {
      stream.resume();
      return;
    }
    this.openFile = stream;
    // Its failures come out of the loop that reads it.
    stream.on('error', () => undefined);
    stream.once('limit', () => {
      check(new RequestFault(413, CUT_OFF, `${field} is larger than this address takes.`));
    });
    this.files = this.files.then(() => this.onFile({ field, name, content: stream }));
    this.files.catch(check);
  }

  private repeated(name: string): Error | undefined {
    if (this.names.has(name)) return ValidationError.on(name, `${name} is there more than once`);
    this.names.add(name);
    return undefined;
  }
}

type BusboyInstance = InstanceType<typeof Busboy>;

function openBusboy(request: Request, fileSize: number): BusboyInstance {
  try {
    const headers = { ...request.headers, 'content-type': request.headers['content-type'] ?? '' };
    return new Busboy({ headers, limits: { fileSize, fieldSize: BODY_LIMIT, fields: MOST_FIELDS } });
  } catch (error) {
    throw faultOf(error as Error);
  }
}

const faultOf = ({ message }: Error): BadRequestError =>
  new BadRequestError(`The body could not be read: ${message.replace(/\.$/, '')}.`);
