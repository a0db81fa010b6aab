/** What a browser sends: a field that stands once is a text, one that stands more often a list. */
export type Form = Record<string, string | string[] | undefined>;

export const textOf = (form: Form, field: string): string => {
  const value = form[field];
  return (Array.isArray(value) ? value[0] : value) ?? '';
};

export const listOf = (form: Form, field: string): string[] => {
  const value = form[field];
  return value === undefined ? [] : [value].flat();
};

/** An empty field is one that was not filled in. */
export const optionalText = (form: Form, field: string): string | undefined => textOf(form, field) || undefined;

/** One entry on each line. */
export const linesOf = (form: Form, field: string): string[] =>
  textOf(form, field)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
