import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a server writes into its data folder about itself. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

const fileIn = (cluster: string): string => join(cluster, 'postmaster.pid');

export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(fileIn(cluster), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

export async function removePostmasterFile(cluster: string): Promise<void> {
  await rm(fileIn(cluster), { force: true });
}
