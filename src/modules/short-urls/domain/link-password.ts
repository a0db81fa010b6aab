/** bcrypt looks at no more. */
export const MOST_LINK_PASSWORD_BYTES = 72;

/** Any text that can be kept whole. */
export const isLinkPassword = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= MOST_LINK_PASSWORD_BYTES;
