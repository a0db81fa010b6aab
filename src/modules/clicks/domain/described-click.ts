import { BotKind, Place } from '../../short-urls/index.js';
import { Channel } from './channels/channel.js';
import { Utm } from './utm.js';

/** A click with what was worked out about it; what isn't known is null. */
export interface DescribedClick extends Place, Utm {
  shortUrlId: string;
  /** Milliseconds since 1970. */
  at: number;
  /** A person whom `max_clicks` has let through, and so has counted. */
  isAdmitted: boolean;
  /** By the code that was scanned. */
  isScan: boolean;
  /** null: a person. */
  botKind: BotKind | null;
  device: string | null;
  /** Families without version. */
  os: string | null;
  browser: string | null;
  /** In lower case, without script and region: `pt` for `pt-BR`. */
  language: string | null;
  /** Host alone, without `www.`, or the name of an Android app. */
  referrer: string | null;
  /** null: not told, because the visitor wants to be left alone. */
  channel: Channel | null;
}
