import request from 'supertest';
import { waitUntil } from '../../src/database/embedded/wait-until.js';
import { LinkItem, LINKS, Links } from './links.js';

export const IMPORT = `${LINKS}/import`;
export const IMPORTS = `${LINKS}/imports`;

export interface ImportItem {
  [field: string]: unknown;
  id: string;
  status: string;
  total: number | null;
  succeeded: number;
  failed: number;
  message: string | null;
}

interface Upload {
  fields?: Record<string, string>;
  query?: string;
  bearer?: string;
  fileName?: string;
}

/** What somebody does who brings links along. */
export function importing({ call, token, app }: Links) {
  const upload = (csv: string | Buffer, { fields = {}, query = '', bearer = token, fileName }: Upload = {}) =>
    Object.entries(fields)
      .reduce((sent, [name, value]) => sent.field(name, value), call('post', `${IMPORT}${query}`, bearer))
      .attach('file', Buffer.from(csv), fileName ?? 'links.csv');
  const read = async (id: string, bearer = token): Promise<ImportItem> =>
    (await call('get', `${IMPORTS}/${id}`, bearer).expect(200)).body.data as ImportItem;
  const ended = async (id: string, bearer = token): Promise<ImportItem> => {
    await waitUntil(async () => ['completed', 'failed'].includes((await read(id, bearer)).status), 25_000);
    return read(id, bearer);
  };
  /** As it is in the end. */
  const run = async (csv: string | Buffer, how: Upload = {}): Promise<ImportItem> => {
    const { body } = await upload(csv, how).expect(202);
    return ended(body.data.id as string, how.bearer);
  };
  const retry = async (id: string): Promise<ImportItem> => {
    await call('post', `${IMPORTS}/${id}/retry`).expect(202);
    return ended(id);
  };
  const report = async (id: string, bearer = token): Promise<string> =>
    (await call('get', `${IMPORTS}/${id}/report.csv`, bearer).expect(200)).text;
  const all = async (bearer = token, query = ''): Promise<LinkItem[]> =>
    (await call('get', `${LINKS}/list-all-short-urls?per_page=100${query}`, bearer).expect(200)).body
      .data as LinkItem[];
  const bySlug = async (slug: string, bearer = token): Promise<LinkItem | undefined> =>
    (await all(bearer, `&search=${encodeURIComponent(slug)}`)).find((it) => it.slug === slug);
  const exported = async (format: 'csv' | 'ndjson' = 'csv', bearer = token, query = ''): Promise<string> => {
    const { body } = await request(app.server)
      .get(`${LINKS}/export.${format}${query}`)
      .set('Authorization', `Bearer ${bearer}`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          done(null, Buffer.concat(chunks).toString());
        });
      })
      .expect(200);
    return String(body);
  };
  return { upload, read, ended, run, retry, report, all, bySlug, exported };
}
