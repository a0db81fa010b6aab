export const HSTS_SECONDS = 31_536_000;

/** What answers say under https (RFC 6797), as Helmet writes it. */
export const STRICT_TRANSPORT_SECURITY = `max-age=${HSTS_SECONDS}; includeSubDomains`;
