/** Schemes whose addresses run code, read files or have a meaning of their own to browsers, never one to an app. */
const NEVER = new Set([
  'about',
  'blob',
  'chrome',
  'chrome-extension',
  'content',
  'data',
  'edge',
  'file',
  'filesystem',
  'ftp',
  'http',
  'https',
  'jar',
  'javascript',
  'livescript',
  'mhtml',
  'moz-extension',
  'mocha',
  'resource',
  'safari-web-extension',
  'vbscript',
  'view-source',
  'wss',
  'ws',
]);

/** Whether an app may be opened by `scheme`, written without its colon (RFC 3986 §3.1, in lower case). */
export const isAppScheme = (scheme: string): boolean => /^[a-z][a-z0-9+.-]{0,63}$/.test(scheme) && !NEVER.has(scheme);
