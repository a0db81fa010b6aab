const STATUS = 'HTTP/1.1 302 ';
const LENGTH = '\r\nContent-Length: ';
const END_OF_HEAD = '\r\n\r\n';

/** Redirects, as they come over one connection. */
export class Answers {
  private text = '';

  /**
   * Whether the present one is whole with these bytes.
   * @throws when it is no redirect
   */
  take(bytes: Buffer): boolean {
    this.text += bytes.toString('latin1');
    const end = this.text.indexOf(END_OF_HEAD);
    if (end < 0) return false;
    const length = this.text.indexOf(LENGTH);
    if (!this.text.startsWith(STATUS) || length < 0 || length > end) throw new Error(`No redirect: ${this.text}`);
    const body = Number.parseInt(this.text.slice(length + LENGTH.length, end), 10);
    if (this.text.length < end + END_OF_HEAD.length + body) return false;
    this.text = '';
    return true;
  }
}
