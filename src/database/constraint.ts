type DriverError = { driverError?: { code?: string; constraint?: string } } | null;

/** The name of the unique constraint or index that a write ran into, if that is what went wrong (SQLSTATE 23505). */
export function violatedConstraint(error: unknown): string | undefined {
  const cause = (error as DriverError)?.driverError;
  return cause?.code === '23505' ? cause.constraint : undefined;
}

/** The name of the foreign key that a write ran into: what it refers to is gone, or what it deletes is referred to (SQLSTATE 23503). */
export function violatedForeignKey(error: unknown): string | undefined {
  const cause = (error as DriverError)?.driverError;
  return cause?.code === '23503' ? cause.constraint : undefined;
}
