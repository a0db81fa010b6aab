import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const hasProc = process.platform === 'linux';

/**
 * When a process began, as text to compare; undefined when it is gone or only a zombie is left of it.
 * Together with the pid it names one process for ever, whereas a pid alone is given to others later.
 */
export function processStart(pid: number): Promise<string | undefined> {
  return hasProc ? startFromProc(pid) : startFromPs(pid);
}

/** The PostgreSQL processes that serve a data folder, whoever started them: they work inside it. */
export async function postgresProcessesIn(folder: string): Promise<number[]> {
  const path = await realpath(folder).catch(() => folder);
  return hasProc ? postgresFromProc(path) : postgresFromLsof(path);
}

async function startFromProc(pid: number): Promise<string | undefined> {
  const stat = await readProc(pid, 'stat');
  // The name in parentheses may itself hold spaces and parentheses; fields 3 (state) and 22 (ticks since boot) follow.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (stat === '' || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${fields[19] ?? ''}_${boot.slice(0, 8)}`;
}

async function startFromPs(pid: number): Promise<string | undefined> {
  const { stdout } = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  const [state = '', ...start] = stdout.trim().split(/\s+/);
  return state === '' || state.startsWith('Z') ? undefined : start.join('').replace(/\W/g, '_');
}

async function postgresFromProc(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => ((await isPostgresIn(folder, pid)) ? [pid] : [])));
  return found.flat();
}

async function isPostgresIn(folder: string, pid: number): Promise<boolean> {
  if ((await readProc(pid, 'comm')) !== 'postgres\n') return false;
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (workingFolder !== undefined) return workingFolder === folder;
  // A container's root without CAP_SYS_PTRACE may not see where another user's process works, only how it was called.
  return (await readProc(pid, 'cmdline')).includes(`\0-D\0${folder}\0`);
}

async function postgresFromLsof(folder: string): Promise<number[]> {
  const { stdout } = await run('lsof', ['-a', '-c', 'postgres', '-d', 'cwd', '-Fpn']).catch(() => ({ stdout: '' }));
  const processes = stdout.split(/^p/m).map((block) => block.split('\n'));
  return processes.filter((lines) => lines.includes(`n${folder}`)).map(([pid]) => Number(pid));
}

function readProc(pid: number, file: 'stat' | 'comm' | 'cmdline'): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
}
