import type { Request } from 'express';
import { parseAddress } from '../domain/ip-address.js';

/** An IPv4 address as people write it, also within an IPv6 one. */
export const readableAddress = (address: string): string => parseAddress(address)?.address ?? address;

/** The client's, behind trusted proxies too. */
export const addressOf = ({ ip = '' }: Request): string => readableAddress(ip);
