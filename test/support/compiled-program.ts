import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';
import { ROOT } from './project-files.js';

/** The program as `npm start` runs it, in a folder of its own: several starts would each compile it anew. */
export class CompiledProgram {
  private constructor(private readonly folder: string) {}

  static async make(): Promise<CompiledProgram> {
    const folder = await mkdtemp(join(tmpdir(), 'trimlink-program-'));
    // Other users start it, too.
    await chmod(folder, 0o755);
    for (const name of ['node_modules', 'package.json']) await symlink(join(ROOT, name), join(folder, name));
    await Promise.all(['src', 'migrations'].map((part) => compileAll(part, folder)));
    return new CompiledProgram(folder);
  }

  get main(): string {
    return join(this.folder, 'src/main.js');
  }

  get cli(): string {
    return join(this.folder, 'src/cli.js');
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function compileAll(part: string, folder: string): Promise<void> {
  const entries = await readdir(join(ROOT, part), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(files.map((file) => compile(file, join(folder, relative(ROOT, file)))));
}

async function compile(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  if (!/\.tsx?$/.test(source)) return cp(source, target);
  const { code } = await transformFile(source, { configFile: join(ROOT, '.swcrc'), sourceMaps: false });
  await writeFile(target.replace(/\.tsx?$/, '.js'), code);
}
