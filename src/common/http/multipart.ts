import { Readable } from 'node:stream';
import { Busboy, BusboyHeaders, BusboyInstance } from '@fastify/busboy';
import type { Request, Response } from 'express';
import { BadRequestError, ValidationError } from '../domain/errors.js';
import { RequestFault } from './problem.js';
import { refuseTooLarge } from './request-content.js';
import { isAllowedName, unstorableText } from './text-safety.js';

export interface MultipartLimits {
  /** Of everything together. */
  bodyBytes: number;
  /** Of each file; what is more of it is not handed on, and the body refused. */
  fileBytes: number;
}

const MOST_PARTS = 50;
const MOST_FIELD_BYTES = 65_536;

/**
 * Reads a form with files (RFC 7578) as it comes in. Each file goes to `onFile`, which has to read it to its end.
 * @returns its other fields, by name
 * @throws RequestFault 415 and 413, BadRequestError, ValidationError for a name that is given twice
 */
export async function readMultipart(
  request: Request,
  response: Response,
  limits: MultipartLimits,
  onFile: (name: string, file: Readable) => Promise<void>,
): Promise<Record<string, string>> {
  if (!request.is('multipart/form-data')) throw new RequestFault(415, {}, 'Send the body as multipart/form-data.');
  const parts = new Parts(onFile);
  await Promise.race([parts.read(request, limits.fileBytes), refuseTooLarge(request, response, limits.bodyBytes)]);
  return parts.fields;
}

/** What has been read of a form. A fault ends nothing: it is thrown when all has been read. */
class Parts {
  private readonly texts = new Map<string, string>();
  private readonly names = new Set<string>();
  private readonly files: Promise<void>[] = [];
  private fault: Error | undefined;

  constructor(private readonly onFile: (name: string, file: Readable) => Promise<void>) {}

  get fields(): Record<string, string> {
    return Object.fromEntries(this.texts);
  }

  async read(request: Request, fileBytes: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const refuse = (error: unknown): void => {
        request.unpipe().resume();
        reject(new BadRequestError(`The body could not be read: ${error instanceof Error ? error.message : ''}.`));
      };
      const parser = parserOf(request, fileBytes, refuse);
      parser?.on('field', (name, value, _nameTruncated, isCut) => {
        this.takeField(name, value, isCut);
      });
      parser?.on('file', (name, file) => {
        this.takeFile(name, file);
      });
      parser?.on('partsLimit', () => {
        refuse(new Error(`it has more than ${MOST_PARTS} parts`));
      });
      parser?.on('finish', resolve);
      parser?.on('error', refuse);
      request.once('error', refuse);
      if (parser) request.pipe(parser);
    });
    await Promise.all(this.files);
    if (this.fault) throw this.fault;
  }

  private takeField(name: string, value: string, isCut: boolean): void {
    this.takeName(name);
    const [fault] = Object.values(unstorableText({ [name]: value })).flat();
    if (fault !== undefined) this.fault ??= ValidationError.on(name, fault);
    if (isCut) this.fault ??= ValidationError.on(name, `${name} is longer than any field may be`);
    this.texts.set(name, value);
  }

  private takeFile(name: string, file: Readable): void {
    this.takeName(name);
    file.on('limit', () => {
      this.fault ??= new RequestFault(413, {}, `${name} is larger than this address takes.`);
    });
    const taken = this.onFile(name, file).catch((error: unknown) => {
      this.fault ??= error as Error;
      file.resume();
    });
    this.files.push(taken);
  }

  private takeName(name: string): void {
    if (!isAllowedName(name)) this.fault ??= ValidationError.on(name, `${name} is not a known field`);
    if (this.names.has(name)) this.fault ??= ValidationError.on(name, `${name} must be given once`);
    this.names.add(name);
  }
}

/** undefined: `refuse` has been told why there is none. */
function parserOf(request: Request, fileSize: number, refuse: (error: unknown) => void): BusboyInstance | undefined {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { fileSize, fieldSize: MOST_FIELD_BYTES, parts: MOST_PARTS },
    });
  } catch (error) {
    refuse(error);
    return undefined;
  }
}
