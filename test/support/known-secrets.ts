import type { Response } from 'supertest';

const SECRET_FIELDS = /^(token|access_token|refresh_token|client_secret|code|password|invitation_url|reset_url)$/;

/** Every secret that a test has made or sent, to look for them where none may be. */
export class KnownSecrets {
  private readonly values = new Set<string>();

  add(...secrets: string[]): void {
    for (const secret of secrets) {
      // So short a word occurs anywhere.
      if (secret.length < 8) throw new Error('That is too short to be looked for');
      this.values.add(secret);
    }
  }

  /** Adds what an answer gives away: in its body, its cookies, and the address that it sends the browser to. */
  addFrom({ body, headers }: Response): void {
    this.addFields(body);
    for (const cookie of (headers['set-cookie'] ?? []) as string[]) this.addCookie(/=([^;]*)/.exec(cookie)?.[1] ?? '');
    const location = headers['location'];
    const code = location && new URL(location, 'http://localhost').searchParams.get('code');
    if (code) this.add(code);
  }

  get size(): number {
    return this.values.size;
  }

  /** Those that the text holds. */
  foundIn(text: string): string[] {
    return [...this.values].filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)));
  }

  private addFields(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, field] of Object.entries(value)) {
      if (typeof field === 'string' && SECRET_FIELDS.test(name)) this.add(field);
      else this.addFields(field);
    }
  }

  /** As it is sent, and the id that it signs: `s:id.signature`. */
  private addCookie(value: string): void {
    const plain = decodeURIComponent(value);
    const id = /^s:([^.]+)\./.exec(plain)?.[1];
    this.add(...[value, plain, id ?? ''].filter((part) => part.length >= 8));
  }
}
