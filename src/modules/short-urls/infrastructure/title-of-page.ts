import { decodeBuffer } from 'encoding-sniffer';
import { Parser } from 'htmlparser2';

/** The title of an HTML page, or of what has come of one; else what it asks to be called where it is shared. */
export function titleOfPage(bytes: Buffer, charset: string | undefined): string | undefined {
  const found = new FoundTitles();
  const parser = new Parser(found);
  parser.write(decodeBuffer(bytes, { transportLayerEncodingLabel: charset, defaultEncoding: guessOf(bytes) }));
  parser.end();
  return found.title?.trim() || found.shared;
}

/** Nothing but UTF-8 looks like it; the last character may be cut off. */
function guessOf(bytes: Buffer): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** The first one of each; an icon's `title` is not the page's. */
class FoundTitles {
  title: string | undefined;
  shared: string | undefined;
  private icons = 0;
  private isInTitle = false;

  onopentag(name: string, attributes: Record<string, string>): void {
    if (name === 'svg') this.icons += 1;
    else if (name === 'title') this.isInTitle = this.icons === 0 && this.title === undefined;
    else if (name === 'meta' && attributes['property'] === 'og:title') this.shared ??= attributes['content'];
  }

  ontext(text: string): void {
    if (this.isInTitle) this.title = (this.title ?? '') + text;
  }

  onclosetag(name: string): void {
    if (name === 'svg') this.icons -= 1;
    else if (name === 'title') this.isInTitle = false;
  }
}
