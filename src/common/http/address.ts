import type { Request } from 'express';
import { parseAddress } from '../domain/ip-address.js';

/** The client's address, behind trusted proxies too; an IPv4 one as people write it. */
export const addressOf = ({ ip = '' }: Request): string => parseAddress(ip)?.address ?? ip;
