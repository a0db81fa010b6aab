import { randomUUID } from 'node:crypto';

/** By which this process knows the requests that it sends to itself; nobody else can guess it. */
export const SELF_CHECK_ID = `self-check-${randomUUID()}`;
