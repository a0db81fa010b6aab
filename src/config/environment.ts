import { StartupError } from '../common/domain/startup-error.js';
import * as parse from './parse.js';

type Environment = Readonly<Record<string, string | undefined>>;

interface Variable<T> {
  name: string;
  /** One line for the README's table, which is made from here. */
  description: string;
  fallback: string;
  read: (text: string | undefined, environment: Environment) => T;
}

const variable = <T>(it: Variable<T>): Variable<T> => it;
const isProduction = (environment: Environment): boolean => environment['NODE_ENV'] === 'production';

/** Every environment variable there is; nothing else in the project reads the environment. */
export const VARIABLES = {
  port: variable({
    name: 'PORT',
    description: 'Port to listen on',
    fallback: '3000',
    read: (text) => parse.integer(text ?? '3000', 0, 65_535),
  }),
  host: variable({
    name: 'HOST',
    description: 'Address to listen on',
    fallback: 'all interfaces',
    // Left to Node, which falls back to IPv4 where there is no IPv6.
    read: (text) => text,
  }),
  publicUrl: variable({
    name: 'PUBLIC_URL',
    description: 'Origin under which people reach this installation; https makes cookies Secure',
    fallback: '`http://localhost:PORT`',
    read: (text, environment) => parse.origin(text ?? `http://localhost:${environment['PORT'] ?? '3000'}`),
  }),
  defaultDomain: variable({
    name: 'DEFAULT_DOMAIN',
    description: 'Host (with a port where it is not 80 or 443) that serves short links when a link names no domain',
    fallback: "`PUBLIC_URL`'s host",
    read: (text) => (text === undefined ? undefined : parse.host(text)),
  }),
  databaseUrl: variable({
    name: 'DATABASE_URL',
    description: 'PostgreSQL 15 or newer to use, with its extension `pg_trgm`',
    fallback: 'an embedded PostgreSQL under `DATA_DIR`',
    read: (text) => (text === undefined ? undefined : parse.postgresUrl(text)),
  }),
  dataDir: variable({
    name: 'DATA_DIR',
    description: 'Folder for the embedded database, generated secrets, and clicks that are not counted yet',
    fallback: '`.data`',
    read: (text) => text ?? '.data',
  }),
  redisUrl: variable({
    name: 'REDIS_URL',
    description: "Redis in which all instances together count throttles and the plans' limits",
    fallback: 'each instance counts for itself',
    read: (text) => (text === undefined ? undefined : parse.redisUrl(text)),
  }),
  appSecrets: variable({
    name: 'APP_SECRET',
    description:
      'Secret of 32 characters or more that encrypts signing keys; a comma list: the first encrypts, all decrypt',
    fallback: 'made once and kept in `DATA_DIR`; required when `NODE_ENV=production`',
    read: (text, environment) => {
      if (text === undefined && isProduction(environment)) throw new Error('is required when NODE_ENV=production');
      return text === undefined ? undefined : parse.secrets(text);
    },
  }),
  registration: variable({
    name: 'REGISTRATION',
    description: '`open`: anybody may register an organization; `closed`: only the command line makes one',
    fallback: '`open`; `closed` when `NODE_ENV=production`',
    read: (text, environment) =>
      parse.oneOf(['open', 'closed'] as const, text ?? (isProduction(environment) ? 'closed' : 'open')),
  }),
  trustProxy: variable({
    name: 'TRUST_PROXY',
    description: 'Proxies whose X-Forwarded-For is believed: a hop count or a list of addresses and CIDR ranges',
    fallback: 'none',
    read: (text) => (text === undefined ? false : parse.trustProxy(text)),
  }),
  authorizationCodeTtl: variable({
    name: 'AUTHORIZATION_CODE_TTL',
    description: 'Seconds that an authorization code lives (60 to 600)',
    fallback: '600',
    read: (text) => parse.integer(text ?? '600', 60, 600),
  }),
  slugReuseDays: variable({
    name: 'SLUG_REUSE_DAYS',
    description: 'Days for which the address of a deleted link is kept from other workspaces',
    fallback: '30',
    read: (text) => parse.integer(text ?? '30', 0, 3650),
  }),
  clickDurability: variable({
    name: 'CLICK_DURABILITY',
    description: 'What an answered click survives: `process`: a crash of the process; `fsync`: a loss of power, too',
    fallback: '`process`',
    read: (text) => parse.oneOf(['process', 'fsync'] as const, text ?? 'process'),
  }),
  clickRetentionDays: variable({
    name: 'CLICK_RETENTION_DAYS',
    description: 'Days for which single clicks that come in are kept, whatever the plan; what they add up to stays',
    fallback: "the plan's: 30, 365 or 730",
    read: (text) => (text === undefined ? undefined : parse.integer(text, 1, 3650)),
  }),
  respectDnt: variable({
    name: 'RESPECT_DNT',
    description: '`true`: of visits that say `DNT: 1` or `Sec-GPC: 1` only time, link, kind of bot and scan are kept',
    fallback: '`false`',
    read: (text) => parse.oneOf(['false', 'true'] as const, text ?? 'false') === 'true',
  }),
  metricsPort: variable({
    name: 'METRICS_PORT',
    description: 'Port that serves /metrics to anybody who reaches it',
    fallback: 'none',
    read: (text) => (text === undefined ? undefined : parse.integer(text, 0, 65_535)),
  }),
  metricsToken: variable({
    name: 'METRICS_TOKEN',
    description: 'Bearer token that opens /metrics on the main port',
    fallback: 'none: /metrics answers 404 there',
    read: (text) => text,
  }),
  dnsServers: variable({
    name: 'DNS_SERVERS',
    description: 'DNS servers that are asked about custom domains: a list of addresses, each with a port if not 53',
    fallback: "the system's",
    read: (text) => (text === undefined ? undefined : parse.dnsServers(text)),
  }),
  geoipDatabase: variable({
    name: 'GEOIP_DATABASE',
    description: 'MaxMind database (`.mmdb`) that says where visitors are, in place of the one that comes along',
    fallback: 'countries, regions and cities by DB-IP',
    read: (text) => text,
  }),
  supportEmail: variable({
    name: 'SUPPORT_EMAIL',
    description: 'Address named in the body of a 500 answer',
    fallback: 'none',
    read: (text) => (text === undefined ? undefined : parse.email(text)),
  }),
  logLevel: variable({
    name: 'LOG_LEVEL',
    description: '`trace`, `debug`, `info`, `warn`, `error` or `silent`',
    fallback: '`info`',
    read: (text) => parse.oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const, text ?? 'info'),
  }),
  production: variable({
    name: 'NODE_ENV',
    description: '`production` closes registration, requires `APP_SECRET` and makes no demo account',
    fallback: '`development`',
    read: (_text, environment) => isProduction(environment),
  }),
} as const;

type Values = { [K in keyof typeof VARIABLES]: ReturnType<(typeof VARIABLES)[K]['read']> };
export type Settings = Values;

/** @throws StartupError with one line that names the variable, never its value. */
export function readEnvironment(environment: Environment): Settings {
  const entries = Object.entries(VARIABLES).map(([key, { name, read }]) => {
    const text = environment[name]?.trim();
    try {
      return [key, read(text === '' ? undefined : text, environment)] as const;
    } catch (error) {
      throw new StartupError(`${name} ${(error as Error).message}`);
    }
  });
  return Object.fromEntries(entries) as Settings;
}
