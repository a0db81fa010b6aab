import { FieldErrors } from '../domain/errors.js';

/** Deeper than any body of ours, and far from where recursion ends. */
const MOST_LEVELS = 32;

/** Nobody reads more of them, and an answer must not be many times what was sent. */
const MOST_FAULTS = 20;
const MOST_NAME_CHARACTERS = 100;

/**
 * What no database column can hold or what would be stored changed: null bytes, lone surrogates, names of object keys,
 * bottomless nesting. By path, in the manner of validation errors; the first faults only, with long names cut.
 */
export function unstorableText(value: unknown): FieldErrors {
  const faults = new Map<string, string[]>();
  collectFaults(value, '', 0, faults);
  return Object.fromEntries(faults);
}

function collectFaults(value: unknown, path: string, level: number, faults: Map<string, string[]>): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) faults.set(path, [`${path} must not hold null bytes or lone surrogates`]);
  } else if (typeof value === 'object' && value !== null) {
    if (level < MOST_LEVELS) collectFaultsWithin(value, path, level, faults);
    else faults.set(rootOf(path), [`${rootOf(path)} is nested too deeply`]);
  }
}

function collectFaultsWithin(value: object, path: string, level: number, faults: Map<string, string[]>): void {
  for (const [key, inner] of Object.entries(value)) {
    if (faults.size >= MOST_FAULTS) return;
    const name = key.length > MOST_NAME_CHARACTERS ? `${key.slice(0, MOST_NAME_CHARACTERS)}…` : key;
    const place = path ? `${path}.${name}` : name;
    if (isAllowedName(key)) collectFaults(inner, place, level + 1, faults);
    else faults.set(place, [`${place} is not a known field`]);
  }
}

export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** What every JavaScript object has, so that it looks known wherever it is asked for; no field of ours is called so. */
export const isAllowedName = (name: string): boolean =>
  isStorable(name) && name !== 'prototype' && !(name in Object.prototype);

const rootOf = (path: string): string => path.split('.', 1)[0] ?? '';
