import type { NewShortUrl } from './modules/short-urls/index.js';

/** So that the first look shows something. Each leads to a page that is really there. */
export const DEMO_LINKS = [
  {
    slug: 'hello',
    destinationUrl: 'https://example.com/',
    title: 'The first link',
    tags: ['start'],
  },
  {
    slug: 'oauth',
    destinationUrl: 'https://www.rfc-editor.org/rfc/rfc6749',
    title: 'How an application gets access (OAuth 2.0)',
    tags: ['reading', 'integration'],
  },
  {
    slug: 'redirects',
    destinationUrl: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Redirections',
    title: 'What a redirect is',
    tags: ['reading'],
  },
  {
    slug: 'spring-newsletter',
    destinationUrl: 'https://example.com/?utm_source=newsletter&utm_medium=email&utm_campaign=spring',
    title: 'Spring newsletter, front page',
    tags: ['campaign', 'newsletter'],
  },
] as const satisfies readonly NewShortUrl[];
