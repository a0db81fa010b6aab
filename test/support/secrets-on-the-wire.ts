import type { IncomingMessage, Server } from 'node:http';
import { watchAnswers } from './watch-answers.js';

/** API tokens, client secrets, codes and refresh tokens by their prefix; access tokens by how every JWT begins. */
const CREDENTIAL = /\btl[scr]?_[0-9A-Za-z]{20,}|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const COOKIE_VALUE = /(?<==)[^;,\s]{20,}/g;
const FORM_SECRET = /name="(?:_csrf|request)" value="([^"]{20,})"/g;
const SECRET_FIELD =
  /["&]?\b(?:current_password|password|client_secret|code|code_verifier|refresh_token|token)"?\s*[:=]\s*"?([^"&\s][^"&]{11,})/g;

/** Notes every secret that a server is sent or sends, so that its log can be searched for them. */
export class SecretsOnTheWire {
  private readonly noted = new Set<string>();

  constructor(server: Server) {
    server.prependListener('request', (request: IncomingMessage) => {
      this.watchRequest(request);
    });
    watchAnswers(server, (_request, response, body) => {
      this.note(String(response.getHeader('set-cookie') ?? ''), COOKIE_VALUE);
      this.note(String(response.getHeader('location') ?? ''), CREDENTIAL);
      this.note(body, CREDENTIAL, FORM_SECRET);
    });
  }

  requireAbsenceFrom(log: string): void {
    if (log === '') throw new Error('The log is empty: it was not written to where this looks');
    const leaked = [...this.noted].filter((secret) => log.includes(secret));
    if (leaked.length === 0) return;
    const lines = log.split('\n').filter((line) => leaked.some((secret) => line.includes(secret)));
    throw new Error(`${leaked.length} of ${this.noted.size} secrets are in the log, the first one in: ${lines[0]}`);
  }

  private watchRequest(request: IncomingMessage): void {
    this.note(request.headers.authorization, CREDENTIAL, /\S{20,}$/g);
    this.note(request.headers.cookie, COOKIE_VALUE);
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, ...rest) => {
      this.note(chunk?.toString(), CREDENTIAL, SECRET_FIELD);
      return push(chunk, ...rest);
    };
  }

  /** The first group of a pattern where it has one. */
  private note(text: string | undefined, ...patterns: RegExp[]): void {
    for (const pattern of patterns) {
      for (const [whole, group] of (text ?? '').matchAll(pattern)) this.noted.add(group ?? whole);
    }
  }
}
