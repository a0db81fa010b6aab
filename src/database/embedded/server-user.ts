import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { StartupError } from '../../common/domain/startup-error.js';
import { errorCode } from './startup-failure.js';

interface Account {
  uid: number;
  gid: number;
}

/** The user that PostgreSQL's programs run as: whoever started Node or, since PostgreSQL refuses root, a lesser one. */
export class ServerUser {
  private constructor(private readonly account?: Account) {}

  /** A database that is there already goes on being served by its owner. */
  static async for(cluster: string): Promise<ServerUser> {
    if (process.getuid?.() !== 0) return new ServerUser();
    const owner = await stat(cluster).catch(() => undefined);
    if (owner && owner.uid !== 0) return new ServerUser(owner);
    const user = await ServerUser.ofService();
    if (owner) user.takeOver(cluster);
    return user;
  }

  private static async ofService(): Promise<ServerUser> {
    const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
    const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
    if (!account) throw new StartupError('PostgreSQL refuses root, and there is no user "postgres" or "nobody".');
    const [, , uid, gid] = account;
    return new ServerUser({ uid: Number(uid), gid: Number(gid) });
  }

  /** Tried as that user, since every folder on the way has a say. */
  may(right: 'enter' | 'run' | 'read', path: string): boolean {
    if (!this.account) return true;
    const test = right === 'read' ? 'test -r "$0"' : 'test -x "$0"';
    return spawnSync('/bin/sh', ['-c', test, path], { ...this.account, cwd: '/' }).status === 0;
  }

  /** Makes this user the owner of a file, or of a folder with all that is in it. */
  takeOver(path: string): void {
    if (this.account) spawnSync('chown', ['-R', `${this.account.uid}:${this.account.gid}`, path]);
  }

  /**
   * Detached, so that Ctrl-C reaches Node alone, which ends its requests before the server goes. Nothing of Node's
   * environment is handed on: it holds secrets, and perhaps PG* variables that would change the server.
   * @param log takes what the program says; what the program before it said is kept once
   * @throws StartupError when the program cannot be run at all
   */
  async launch(program: string, args: string[], log: string): Promise<ChildProcess> {
    await rename(log, `${log}.1`).catch(() => undefined);
    const output = await open(log, 'w', 0o600);
    try {
      const child = spawn(program, args, {
        ...this.account,
        cwd: '/',
        env: { LC_ALL: 'C' },
        detached: true,
        stdio: ['ignore', output.fd, output.fd],
      });
      await once(child, 'spawn');
      return child;
    } catch (error) {
      throw new StartupError(
        `${program} cannot be run (${errorCode(error) ?? ''}). Set DATABASE_URL to a PostgreSQL server of your own.`,
      );
    } finally {
      await output.close();
    }
  }
}
