import { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';

/** Of a page, unpacked. */
const MOST_BYTES = 524_288;
/** After it, no title comes any more. */
const END_OF_HEAD = /<\/head|<body/i;
/** As much of the bytes before as such a tag may be split over. */
const OVERLAP = 8;

/** The beginning of a page: what has come of it when its head ends, when it is enough, or when it breaks off. */
export async function beginningOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let last = '';
  try {
    for await (const chunk of unpacked(response) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      const text = last + chunk.toString('latin1');
      if (bytes >= MOST_BYTES || END_OF_HEAD.test(text)) break;
      last = text.slice(-OVERLAP);
    }
  } catch {
    // Half a page has its title, too.
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES);
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return response;
  if (encoding !== 'gzip') throw new Error('The page is packed in a way that was not asked for');
  return pipeline(response, createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }), () => undefined);
}
