import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { DataPlace } from '../../../../src/database/embedded/data-place.js';
import { DataDirs, isRoot } from './data-dirs.js';

const dirs = new DataDirs();
afterEach(() => dirs.cleanUp());

/** Stands for the data folder that a first start completes. */
const makeCluster = ({ cluster }: DataPlace): void => {
  mkdirSync(cluster);
};

describe('the place of a database', () => {
  test('is DATA_DIR, with a password that stays once there is a database', async () => {
    const dataDir = dirs.make();
    const place = await DataPlace.settle(dataDir);
    expect(place.home).toBe(dataDir);
    makeCluster(place);
    expect((await DataPlace.settle(dataDir)).password).toBe(place.password);
  });

  test('is not given a new password when the one of its database is lost', async () => {
    const dataDir = dirs.make();
    makeCluster(await DataPlace.settle(dataDir));
    const file = join(dataDir, 'postgres.json');
    writeFileSync(file, '{"password":');
    await expect(DataPlace.settle(dataDir)).rejects.toThrow(
      `${file}, which holds the password of the database, is damaged.`,
    );
    rmSync(file);
    await expect(DataPlace.settle(dataDir)).rejects.toThrow(
      `${file}, which holds the password of the database, is missing.`,
    );
  });

  if (isRoot) {
    test('lies outside of a closed DATA_DIR for as long as that remembers it', async () => {
      const dataDir = dirs.make(0o700);
      const begun = await DataPlace.settle(dataDir);
      const place = await DataPlace.settle(dataDir);
      expect(place.home).toBe(begun.home);
      makeCluster(place);
      expect(await DataPlace.settle(dataDir)).toEqual(place);
      rmSync(join(dataDir, 'postgres.json'));
      const anew = await DataPlace.settle(dataDir);
      rmSync(place.home, { recursive: true });
      expect(anew.home).not.toBe(place.home);
      rmSync(anew.home, { recursive: true });
      await expect(DataPlace.settle(dataDir)).rejects.toThrow(
        `DATA_DIR ${dataDir}: its database in ${anew.home} is gone; restore it, or delete ${dataDir}/postgres.json to begin anew.`,
      );
    });

    test('is not left when its folder was closed later', async () => {
      const dataDir = dirs.make();
      makeCluster(await DataPlace.settle(dataDir));
      chmodSync(dataDir, 0o700);
      await expect(DataPlace.settle(dataDir)).rejects.toThrow(
        `DATA_DIR ${dataDir}: the user who owns its database may not enter ${dataDir}.`,
      );
    });
  } else {
    console.info('A closed DATA_DIR is not tried: that needs root.');
  }
});
