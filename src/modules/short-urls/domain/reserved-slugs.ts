/** What the server itself serves at its root, so that no link can stand there. */
const RESERVED: ReadonlySet<string> = new Set([
  'api',
  'app',
  'assets',
  'docs',
  'health',
  'internal',
  'metrics',
  'status',
  '.well-known',
  'apple-touch-icon.png',
  'favicon.ico',
  'robots.txt',
  'sitemap.xml',
]);

/** Upper and lower case are the same here, as they are to the router that serves those paths. */
export const isReserved = (slug: string): boolean => RESERVED.has((slug.split('/', 1)[0] ?? '').toLowerCase());
