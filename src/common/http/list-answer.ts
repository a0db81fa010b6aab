import type { Request } from 'express';
import { Page, PageRequest } from '../domain/page.js';

export interface ListAnswer<T> {
  data: T[];
  links: { first: string | null; last: string | null; prev: string | null; next: string | null };
  meta: Record<string, unknown>;
}

/** A page of a list in the contract's form; links keep the request's other parameters. */
export function listAnswer<T>(request: Request, publicUrl: string, asked: PageRequest, page: Page<T>): ListAnswer<T> {
  const path = `${publicUrl}${request.path.replace(/\/+$/, '')}`;
  const linkTo = (changes: Record<string, string>): string => {
    const query = new URLSearchParams(request.query as Record<string, string>);
    Object.entries(changes).forEach(([name, value]) => {
      query.set(name, value);
    });
    return `${path}?${query.toString()}`;
  };
  if (asked.cursor !== undefined || page.total === undefined) return cursorAnswer(path, asked, page, linkTo);
  const { total } = page;
  const lastPage = Math.max(1, Math.ceil(total / asked.perPage));
  const from = page.items.length > 0 ? (asked.page - 1) * asked.perPage + 1 : null;
  const pageLink = (number: number): string | null =>
    number >= 1 && number <= lastPage ? linkTo({ page: String(number) }) : null;
  return {
    data: page.items,
    links: {
      first: pageLink(1),
      last: pageLink(lastPage),
      prev: pageLink(asked.page - 1),
      next: pageLink(asked.page + 1),
    },
    meta: {
      current_page: asked.page,
      from,
      last_page: lastPage,
      path,
      per_page: asked.perPage,
      to: from === null ? null : from + page.items.length - 1,
      total,
      ...(page.nextCursor === undefined ? {} : { next_cursor: page.nextCursor }),
    },
  };
}

function cursorAnswer<T>(
  path: string,
  asked: PageRequest,
  page: Page<T>,
  linkTo: (changes: Record<string, string>) => string,
): ListAnswer<T> {
  const next = page.nextCursor ?? null;
  return {
    data: page.items,
    links: {
      first: linkTo({ cursor: '' }),
      last: null,
      prev: null,
      next: next === null ? null : linkTo({ cursor: next }),
    },
    meta: { path, per_page: asked.perPage, next_cursor: next },
  };
}
