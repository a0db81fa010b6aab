import { spawnSync } from 'node:child_process';

/** How nginx is called here; Debian keeps it where only root looks. undefined: it is not installed. */
export const NGINX = ['nginx', '/usr/sbin/nginx'].find((command) => spawnSync(command, ['-v']).status === 0);
