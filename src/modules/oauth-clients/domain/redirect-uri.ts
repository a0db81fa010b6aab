/** RFC 3986 §2: what a URI is written with, and whole percent-encodings only. */
const URI_TEXT = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
const MOST_CHARACTERS = 2000;
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];
/** RFC 8252 §7.1: a reversed domain name of one's own, so with a dot. */
const PRIVATE_USE = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:\//;
const LOOPBACK_IP = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::(\d{1,5}))?((?:[/?].*)?)$/;

/** Where an application may be sent back to. Whoever controls such an address receives codes, so nothing about it is loose. */
export class RedirectUri {
  private constructor(readonly value: string) {}

  /** As it was registered. */
  static of(value: string): RedirectUri {
    return new RedirectUri(value);
  }

  /** What keeps `text` from being registered, in words for whoever typed it. */
  static faultOf(text: string, { confidential }: { confidential: boolean }): string | undefined {
    if (text.length > MOST_CHARACTERS) return `Use ${MOST_CHARACTERS} characters or fewer.`;
    if (!URI_TEXT.test(text) || !URL.canParse(text)) {
      return 'Write a whole address in ASCII, such as https://app.example.com/callback.';
    }
    const url = new URL(text);
    if (text.includes('#')) return 'Leave out the fragment: # and what follows it.';
    if (url.username || url.password) return 'Leave out the user name and password before @.';
    if (url.host.includes('*')) return 'Name one host: * is no pattern here.';
    if (url.href !== withPath(text)) return `Write it as a browser does: ${url.href}`;
    return faultOfScheme(text, url, confidential);
  }

  /** Names no host but a program on the user's device (RFC 8252 §7.1). */
  get isPrivateUse(): boolean {
    return PRIVATE_USE.test(this.value);
  }

  /** Any program on the user's device can listen there, so an approval is never taken for granted (RFC 8252 §8.6). */
  get isLoopback(): boolean {
    return LOOPBACK_HOSTS.includes(new URL(this.value).hostname);
  }

  /**
   * Exact strings, since every tolerance has been an attack (RFC 9700 §2.1). A loopback IP's port alone may differ: a
   * native program takes the one that is free (RFC 8252 §7.3). `localhost` may resolve to something else (§8.3).
   */
  matches(requested: string): boolean {
    if (requested === this.value) return true;
    const registered = LOOPBACK_IP.exec(this.value);
    const asked = LOOPBACK_IP.exec(requested);
    if (!registered || !asked) return false;
    return asked[1] === registered[1] && asked[3] === registered[3] && isPort(asked[2]);
  }
}

function faultOfScheme(text: string, { protocol, hostname }: URL, confidential: boolean): string | undefined {
  if (protocol === 'https:') return undefined;
  if (protocol === 'http:') {
    if (LOOPBACK_HOSTS.includes(hostname)) return undefined;
    return 'Use https here. Plain http works only for localhost, 127.0.0.1 and [::1].';
  }
  if (!PRIVATE_USE.test(text))
    return 'Use https, or for a native program a scheme with a dot: com.example.app:/callback.';
  return confidential ? 'A scheme of one’s own is for public applications. Use https.' : undefined;
}

/** A browser writes the root path out; that alone is no repair. */
const withPath = (text: string): string => text.replace(/^(https?:\/\/[^/?#]+)(?=\?|$)/, '$1/');

const isPort = (text: string | undefined): boolean =>
  text === undefined || (/^[1-9]/.test(text) && Number(text) <= 65_535);
