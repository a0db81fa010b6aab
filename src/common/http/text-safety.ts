import { FieldErrors } from '../domain/errors.js';

/** Deeper than any body of ours, and far from where recursion ends. */
const MOST_LEVELS = 32;

/**
 * What no database column can hold or what would be stored changed: null bytes, lone surrogates, names of object keys,
 * bottomless nesting. By path, in the manner of validation errors.
 */
export const unstorableText = (value: unknown): FieldErrors => Object.fromEntries(faultsOf(value, '', 0));

function faultsOf(value: unknown, path: string, level: number): [string, string[]][] {
  if (typeof value === 'string') {
    return isStorable(value) ? [] : [[path, [`${path} must not hold null bytes or lone surrogates`]]];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (level >= MOST_LEVELS) return [[rootOf(path), [`${rootOf(path)} is nested too deeply`]]];
  return Object.entries(value).flatMap(([key, inner]): [string, string[]][] => {
    const place = path ? `${path}.${key}` : key;
    return isAllowedName(key) ? faultsOf(inner, place, level + 1) : [[place, [`${place} is not a known field`]]];
  });
}

export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** What every JavaScript object has, so that it looks known wherever it is asked for; no field of ours is called so. */
export const isAllowedName = (name: string): boolean =>
  isStorable(name) && name !== 'prototype' && !(name in Object.prototype);

const rootOf = (path: string): string => path.split('.', 1)[0] ?? '';
