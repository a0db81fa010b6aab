import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * Sends a file as fast as the client takes it, one part in memory at a time. What fails before the first part is answered
 * like any error; what fails later cuts the connection, so that nobody takes a piece for the whole.
 */
export async function sendDownload(
  response: Response,
  name: string,
  contentType: string,
  parts: AsyncGenerator<string>,
): Promise<void> {
  const first = await parts.next();
  response.attachment(name).set('Content-Type', contentType);
  const all = async function* () {
    if (!first.done) yield first.value;
    yield* parts;
  };
  try {
    await pipeline(Readable.from(all()), response);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== CLIENT_IS_GONE) throw error;
  }
}

const CLIENT_IS_GONE = 'ERR_STREAM_PREMATURE_CLOSE';
