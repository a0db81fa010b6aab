import type { Request } from 'express';

/** The client's address, behind trusted proxies too; an IPv4 one as people write it (RFC 4291 §2.5.5.2). */
export const addressOf = ({ ip }: Request): string => (ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
