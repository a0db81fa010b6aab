/**
 * Whether a column that holds a `search_form` holds what a parameter says, in capitals or not. The wildcards of LIKE
 * stand for themselves.
 */
export const holds = (column: string, parameter: string): string =>
  `${column} LIKE '%' || regexp_replace(search_form(${parameter}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
