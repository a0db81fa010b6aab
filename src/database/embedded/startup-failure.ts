import { isNativeError } from 'node:util/types';
import { StartupError } from '../../common/domain/startup-error.js';

const DENIED = new Set(['EACCES', 'EPERM', 'EROFS']);
/** The last one is PostgreSQL's. */
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);
const NOT_A_FOLDER = new Set(['ENOTDIR', 'EEXIST']);

export function isDenied(error: unknown): boolean {
  return DENIED.has(errorCode(error) ?? '');
}

/** The line to show for a failure that lies with the machine; a failure of our own is handed back as it is. */
export function asStartupError(error: unknown, dataDir: string): unknown {
  const code = errorCode(error);
  if (code === undefined || !isNativeError(error)) return error;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : dataDir;
  if (DENIED.has(code)) return new StartupError(`DATA_DIR ${dataDir}: no right to use ${path} (${code}).`);
  if (DISK_FULL.has(code)) return new StartupError(`DATA_DIR ${dataDir}: the disk is full (${code}).`);
  if (NOT_A_FOLDER.has(code)) return new StartupError(`DATA_DIR ${dataDir}: ${path} is not a folder.`);
  return new StartupError(`DATA_DIR ${dataDir}: it cannot be used: ${error.message}.`);
}

/** The system's name for what went wrong, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  return isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
