/** Which part of a list is asked for: a page by number, or what follows a cursor ('' begins). */
export interface PageRequest {
  page: number;
  perPage: number;
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  /** Absent in cursor mode, where counting would cost more than the page. */
  total?: number;
  /** Where the next page begins; null at the end; absent on lists that have no cursors. */
  nextCursor?: string | null;
}

export const MAX_PER_PAGE = 100;
export const DEFAULT_PER_PAGE = 25;
