import { expect, test } from '@jest/globals';
import { routeKind } from '../../../src/modules/operations/presentation/metrics/route-kind.js';

test.each([
  ['/api/1.0/short-urls/0198?x=1', 'api'],
  ['/api/1.0', 'api'],
  ['/api/oauth/token', 'oauth'],
  ['/.well-known/jwks.json', 'oauth'],
  ['/api/documentation/assets/swagger-ui.css', 'documentation'],
  ['/docs/api-docs.json', 'documentation'],
  ['/', 'page'],
  ['/app/login?return_to=%2Fapp', 'page'],
  ['/status', 'page'],
  ['/assets/frame.css?v=1', 'asset'],
  ['/health/live', 'operations'],
  ['/metrics', 'operations'],
  ['/spring', 'short_link'],
  ['/apple', 'short_link'],
  ['/statuses', 'short_link'],
  ['/a/b/c', 'short_link'],
])('%s is of the kind %s', (url, kind) => {
  expect(routeKind(url)).toBe(kind);
});
