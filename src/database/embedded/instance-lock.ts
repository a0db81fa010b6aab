import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../common/domain/startup-error.js';
import { processStart } from './process-table.js';
import { errorCode } from './startup-failure.js';
import { waitUntil } from './wait-until.js';

interface Claim {
  name: string;
  pid: number;
  isHeld: boolean;
}

/**
 * One instance per folder. Each contender puts down a claim, a file named after itself, and only then looks around:
 * of two contenders at least the later one sees the other. It holds the lock once it sees no other living claim.
 * Since no two claims ever share a name, sweeping a dead one away cannot hit a living one, as the take-over of a
 * single lock file could.
 */
export class InstanceLock {
  private constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  /** @throws StartupError when another instance holds the folder or is about to. */
  static async acquire(folder: string, dataDir = folder): Promise<InstanceLock> {
    const start = await processStart(process.pid);
    const name = `instance.${process.pid}.${start ?? ''}.${randomBytes(4).toString('hex')}.lock`;
    const lock = new InstanceLock(folder, name);
    try {
      await writeFile(lock.file, '');
      await waitUntil(() => lock.isAlone(dataDir));
      await writeFile(lock.file, 'held');
      return lock;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async release(): Promise<void> {
    await rm(this.file, { force: true });
  }

  private get file(): string {
    return join(this.folder, this.name);
  }

  /** Of contenders that see each other before either holds the lock, the one whose name sorts first stays. */
  private async isAlone(dataDir: string): Promise<boolean> {
    const rivals = await this.livingRivals();
    const winner = rivals.find(({ name, isHeld }) => isHeld || name < this.name);
    if (winner) throw new StartupError(`Another instance (pid ${winner.pid}) already uses DATA_DIR ${dataDir}.`);
    return rivals.length === 0;
  }

  private async livingRivals(): Promise<Claim[]> {
    const names = (await readdir(this.folder)).filter((name) => name !== this.name);
    const claims = await Promise.all(names.map((name) => this.readClaim(name)));
    return claims.filter((claim) => claim !== undefined);
  }

  private async readClaim(name: string): Promise<Claim | undefined> {
    const [, pid, start] = /^instance\.(\d+)\.(\w*)\.\w+\.lock$/.exec(name) ?? [];
    if (pid === undefined) return undefined;
    const file = join(this.folder, name);
    if ((await processStart(Number(pid))) !== start) {
      await rm(file, { force: true }).catch(() => undefined);
      return undefined;
    }
    const content = await readFile(file, 'utf8').catch(errorCode);
    return content === 'ENOENT' ? undefined : { name, pid: Number(pid), isHeld: content !== '' };
  }
}
