export type JsonObject = Readonly<Record<string, unknown>>;

/** JSON Merge Patch (RFC 7396) by an object: null removes a member, objects are merged, everything else is replaced. */
export function mergePatch(target: unknown, patch: JsonObject): JsonObject {
  const before = isObject(target) ? target : {};
  const kept = Object.entries(before).filter(([name]) => !Object.hasOwn(patch, name));
  const set = Object.entries(patch).flatMap(([name, value]): [string, unknown][] => {
    if (value === null) return [];
    const former = Object.hasOwn(before, name) ? before[name] : undefined;
    return [[name, isObject(value) ? mergePatch(former, value) : value]];
  });
  return Object.fromEntries([...kept, ...set]);
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
