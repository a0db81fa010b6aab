import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importing, ImportItem, IMPORTS } from '../../support/imports.js';
import { Links, startLinks } from '../../support/links.js';

let links: Links;
let imports: ReturnType<typeof importing>;
beforeAll(async () => {
  links = await startLinks();
  imports = importing(links);
});
afterAll(() => links.app.close());

describe('importing a file', () => {
  test('makes its links in the background', async () => {
    const answer = await imports
      .upload('destination_url,slug,title\nhttps://example.com/a,first-a,A\nhttps://example.com/b,first-b,"B\r\nb"\n')
      .expect(202);
    const { data } = answer.body as { data: ImportItem };
    expect(answer.headers['location']).toBe(`${IMPORTS}/${data.id}`);
    const ended = await imports.ended(data.id);
    expect(ended).toMatchObject({ status: 'completed', total: 2, succeeded: 2, failed: 0, processed: 2 });
    expect(await imports.bySlug('first-b')).toMatchObject({ title: 'B b', destination_url: 'https://example.com/b' });
  });
});
