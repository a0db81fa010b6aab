import { readFile } from 'node:fs/promises';

/** The line of PostgreSQL's log that says why it failed, without the time that stands before it. */
export async function reasonIn(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8')).split('\n').map((line) => line.trim());
  const line = lines.findLast((it) => /\b(FATAL|PANIC|ERROR|error)\b/.test(it)) ?? lines.findLast((it) => it !== '');
  return line?.replace(/^.*?\b(FATAL|PANIC|ERROR): +/, '') ?? 'it said nothing';
}

/** Another program was quicker to take the port. */
export async function portWasTaken(log: string): Promise<boolean> {
  return (await readFile(log, 'utf8')).includes('could not create any TCP/IP sockets');
}
