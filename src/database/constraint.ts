/** The name of the unique constraint or index that a write ran into, if that is what went wrong (SQLSTATE 23505). */
export function violatedConstraint(error: unknown): string | undefined {
  const cause = (error as { driverError?: { code?: string; constraint?: string } } | null)?.driverError;
  return cause?.code === '23505' ? cause.constraint : undefined;
}
