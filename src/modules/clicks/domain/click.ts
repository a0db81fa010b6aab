/** One visit that is about to be answered with a redirect, as it was seen. What it means is worked out later. */
export interface Click {
  shortUrlId: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Adds nothing to whom `max_clicks` has let through: they were counted then, and who came too late was not let through. */
  skipsMaxClicks: boolean;
  /** Asked with HEAD. */
  isHead: boolean;
  /** A browser loads the page before anybody has asked for it. */
  isPrefetch: boolean;
  /** By the code that was scanned: `?qr=1`. */
  isScan: boolean;
  /** Asks not to be tracked, where we heed that: of its details only the user agent is held, which tells bots. */
  wantsPrivacy: boolean;
  /** Headers and addresses as they came; empty where there is none. */
  ip: string;
  userAgent: string;
  referrer: string;
  language: string;
  /** Without its question mark. */
  query: string;
}
