import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { processStart } from '../../../../database/embedded/process-table.js';

const NAME = /^([0-9a-f-]{36})\.(\d+)\.(\w*)$/;
const SEGMENT = /^(\d{8})\.clicks$/;

/** The folder of one process's spool, named after the process so that others see whether it still lives. */
export class SpoolFolder {
  private constructor(
    readonly path: string,
    readonly id: string,
    private readonly pid: number,
    private readonly start: string,
  ) {}

  /** A new one for this process; it is not on the disk yet. */
  static async own(root: string): Promise<SpoolFolder> {
    const id = randomUUID();
    const start = (await processStart(process.pid)) ?? '';
    return new SpoolFolder(join(root, `${id}.${process.pid}.${start}`), id, process.pid, start);
  }

  static async allIn(root: string): Promise<SpoolFolder[]> {
    const names = await readdir(root).catch(() => []);
    return names.flatMap((name) => {
      const [, id, pid, start] = NAME.exec(name) ?? [];
      return id === undefined ? [] : [new SpoolFolder(join(root, name), id, Number(pid), start ?? '')];
    });
  }

  async isAbandoned(): Promise<boolean> {
    return ((await processStart(this.pid)) ?? '') !== this.start;
  }

  segmentFile(segment: number): string {
    return join(this.path, `${String(segment).padStart(8, '0')}.clicks`);
  }

  /** Numbers of the files that are there, in their order. */
  async segments(): Promise<number[]> {
    const names = await readdir(this.path).catch(() => []);
    return names.flatMap((name) => SEGMENT.exec(name)?.slice(1).map(Number) ?? []).sort((one, other) => one - other);
  }

  async removeSegmentsBefore(segment: number): Promise<void> {
    const drained = (await this.segments()).filter((it) => it < segment);
    await Promise.all(drained.map((it) => rm(this.segmentFile(it), { force: true })));
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
