/** An entity as the database would give it back after an UPDATE. */
export const changedCopy = <T extends object>(entity: T, change: Partial<T>): T =>
  Object.assign(Object.create(Object.getPrototypeOf(entity) as object) as T, entity, change);
