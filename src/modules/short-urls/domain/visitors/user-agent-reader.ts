import { Device } from '../routing/routing-rule.js';

export interface UserAgent {
  device: Device;
  /** Families without version, such as `iPadOS` and `Safari`; null where they can't be told. */
  os: string | null;
  browser: string | null;
}

/** What a User-Agent header says of whoever sent it. Nothing sent is a bot. */
export abstract class UserAgentReader {
  abstract read(userAgent: string): UserAgent;
}
