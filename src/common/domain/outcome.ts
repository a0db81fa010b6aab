import { DomainError, ValidationError } from './errors.js';

/** Of one among many: what came of it, or why nothing did. */
export type Outcome<T> = T | DomainError;

export const hasFailed = <T>(outcome: Outcome<T>): outcome is DomainError => outcome instanceof DomainError;

/** One after the other; a refusal of one is its own and stops no other. */
export async function attemptEach<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => R | Promise<R>,
): Promise<Outcome<R>[]> {
  const outcomes: Outcome<R>[] = [];
  for (const [index, item] of items.entries()) {
    try {
      outcomes.push(await work(item, index));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcomes.push(error);
    }
  }
  return outcomes;
}

/** Goes on with those that have not failed, all at once; `work` answers in their order. */
export const continueWith = <T, R>(
  outcomes: readonly Outcome<T>[],
  work: (items: T[]) => Promise<Outcome<R>[]>,
): Promise<Outcome<R>[]> =>
  inParts<Outcome<T>, Outcome<R>>(
    outcomes,
    hasFailed,
    (failed) => Promise.resolve(failed as DomainError[]),
    (others) => work(others as T[]),
  );

/** Some go one way and the rest another, each part at once; the results come in the order of the items. */
export async function inParts<T, R>(
  items: readonly T[],
  isFirst: (item: T) => boolean,
  first: (items: T[]) => Promise<readonly R[]>,
  second: (items: T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const ways = items.map(isFirst);
  const firsts = await first(items.filter((_, index) => ways[index]));
  const seconds = await second(items.filter((_, index) => !ways[index]));
  const next = { first: 0, second: 0 };
  return ways.flatMap((way) =>
    way ? firsts.slice(next.first, ++next.first) : seconds.slice(next.second, ++next.second),
  );
}

export const zip = <A, B>(some: readonly A[], others: readonly B[]): [A, B][] =>
  some.flatMap((it, index) => others.slice(index, index + 1).map((other): [A, B] => [it, other]));

/** @throws DomainError why it failed */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (hasFailed(outcome)) throw outcome;
  return outcome;
}

/** @throws ValidationError that names every one that failed, as `items.2.slug` */
export function requireAll<T>(outcomes: readonly Outcome<T>[]): T[] {
  const errors = outcomes.flatMap((it, index) => (hasFailed(it) ? faultsOf(it, `items.${index}`) : []));
  if (errors.length > 0) throw new ValidationError(Object.fromEntries(errors));
  return outcomes as T[];
}

const faultsOf = (error: DomainError, place: string): [string, string[]][] =>
  error instanceof ValidationError
    ? Object.entries(error.errors).map(([field, texts]) => [`${place}.${field}`, texts])
    : [[place, [error.message]]];
