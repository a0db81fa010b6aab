import { FieldErrors, ValidationError } from '../../../common/domain/errors.js';

type Checks = Record<string, () => unknown>;
type Results<T extends Checks> = { [K in keyof T]: Awaited<ReturnType<T[K]>> };

/** Runs every check, so that one answer names every fault. @throws ValidationError */
export async function checkAll<T extends Checks>(checks: T): Promise<Results<T>> {
  const errors: FieldErrors = {};
  const results: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(checks)) {
    try {
      results[name] = await check();
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      Object.assign(errors, error.errors);
    }
  }
  if (Object.keys(errors).length > 0) throw new ValidationError(errors);
  return results as Results<T>;
}
