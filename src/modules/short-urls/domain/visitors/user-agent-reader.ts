import { Device } from '../routing/routing-rule.js';
import { BotKind } from './bot-kind.js';

export interface UserAgent {
  /** `bot` exactly where there is a kind of bot. */
  device: Device;
  /** Families without version, such as `iPadOS` and `Safari`; null where they can't be told. */
  os: string | null;
  /** Of an app that shows pages itself its name, such as `Instagram`. */
  browser: string | null;
  /** null: a person. */
  botKind: BotKind | null;
}

/** What a User-Agent header says of whoever sent it. Nothing sent is a bot. */
export abstract class UserAgentReader {
  abstract read(userAgent: string): UserAgent;
}
