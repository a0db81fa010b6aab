import { expect, test } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { WrappedUrls } from '../../../../src/common/ui/wrapped-url.js';

test.each([
  ['https://a.example/auth/callback?x=1&y=2#z', 'https://|a|.example/|auth/|callback|?x=1|&amp;y=2|#z'],
  ['com.example.app:/cb', 'com|.example|.app:/|cb'],
  ['http://127.0.0.1:8080', 'http://|127|.0|.0|.1:8080'],
])('%s breaks between its parts', (url, parts) => {
  const html = renderToString(WrappedUrls({ urls: [url] }));
  expect(html.replace(/^.*<code[^>]*>|<\/code>.*$/g, '').replaceAll('<wbr/>', '|')).toBe(parts);
});
