import { Page, PageRequest } from '../../src/common/domain/page.js';

export const pageOf = <T>(all: readonly T[], { page, perPage }: PageRequest): Page<T> => ({
  items: all.slice((page - 1) * perPage, page * perPage),
  total: all.length,
});
