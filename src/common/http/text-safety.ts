import { FieldErrors } from '../domain/errors.js';

/**
 * Faults that no database column can hold or that would change what is stored: null bytes, lone surrogates, and the key
 * `__proto__`. By path, in the manner of validation errors.
 */
export function unstorableText(value: unknown, path = ''): FieldErrors {
  if (typeof value === 'string')
    return isStorable(value) ? {} : { [path]: [`${path} must not hold null bytes or lone surrogates`] };
  if (typeof value !== 'object' || value === null) return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, inner]): FieldErrors => {
      const place = path ? `${path}.${key}` : key;
      if (key === '__proto__' || !isStorable(key))
        return { [path || 'body']: ['a field has a name that is not allowed'] };
      return unstorableText(inner, place);
    }),
  ) as FieldErrors;
}

export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
