/** What a page on the web calls itself. A port: replace it to ask a service of your own. */
export abstract class TitleReader {
  /** undefined: it has none, or can't be read; whatever is thrown means the same. Ends when `signal` does. */
  abstract read(url: string, signal: AbortSignal): Promise<string | undefined>;
}
