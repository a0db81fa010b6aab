import { MAX_PER_PAGE, Page, PageRequest } from '../../../common/domain/page.js';

/** A whole list, for a page that shows all of it. */
export async function everyPage<T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; ; page += 1) {
    const { items: more, total = 0 } = await list({ page, perPage: MAX_PER_PAGE });
    items.push(...more);
    if (more.length === 0 || items.length >= total) return items;
  }
}
