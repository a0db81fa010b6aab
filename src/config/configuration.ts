import { Settings } from './environment.js';

/** The settings of this installation, with what follows from them. Injected wherever a setting is needed. */
export class Configuration {
  /** Where the service is reached: an origin without a trailing slash. Also the OAuth issuer (RFC 8414). */
  readonly publicUrl: string;
  /** The host of `publicUrl`, in lower case, with its port where that is neither 80 nor 443. */
  readonly publicHost: string;
  readonly defaultDomain: string;
  readonly isHttps: boolean;
  readonly sessionCookieName: string;
  readonly registrationOpen: boolean;
  readonly authorizationCodeTtlSeconds: number;
  readonly supportEmail: string | undefined;

  constructor(
    readonly settings: Settings,
    /** The first encrypts, all decrypt. */
    readonly appSecrets: readonly [string, ...string[]],
    readonly databaseUrl: string,
  ) {
    this.publicUrl = settings.publicUrl;
    this.publicHost = new URL(settings.publicUrl).host;
    this.defaultDomain = settings.defaultDomain ?? this.publicHost;
    this.isHttps = settings.publicUrl.startsWith('https:');
    this.sessionCookieName = this.isHttps ? '__Host-trimlink_session' : 'trimlink_session';
    this.registrationOpen = settings.registration === 'open';
    this.authorizationCodeTtlSeconds = settings.authorizationCodeTtl;
    this.supportEmail = settings.supportEmail;
  }

  /** The database is ours, under DATA_DIR, and ends with us. */
  get usesEmbeddedDatabase(): boolean {
    return this.settings.databaseUrl === undefined;
  }

  /** Whether `host` serves the API and the pages. On one's own machine all loopback names are the same. */
  isPublicHost(host: string): boolean {
    return host === this.publicHost || (isLoopback(this.publicHost) && isLoopback(host));
  }

  /** A short link as people see and type it. */
  shortUrl(domain: string, slug: string): string {
    return `${this.isHttps ? 'https' : 'http'}://${domain}/${slug}`;
  }
}

const isLoopback = (host: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
