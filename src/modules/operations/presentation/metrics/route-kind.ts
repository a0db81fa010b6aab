const KINDS: readonly (readonly [kind: string, paths: RegExp])[] = [
  ['api', /^\/api\/1\.0(\/|$)/],
  ['oauth', /^\/(api\/oauth|\.well-known)(\/|$)/],
  ['documentation', /^\/(api\/documentation|docs)(\/|$)/],
  ['page', /^\/(app(\/|$)|status$|$)/],
  ['asset', /^\/assets\//],
  ['operations', /^\/(health|metrics|internal)(\/|$)/],
];

/** What kind of request a path is. Few and fixed: a label of raw paths would grow without bound. */
export function routeKind(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  return KINDS.find(([, paths]) => paths.test(path))?.[0] ?? 'short_link';
}
