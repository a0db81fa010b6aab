import { Agent, get } from 'node:http';

export interface Measurement {
  perSecond: number;
  /** Milliseconds that 99 of 100 answers take at most. */
  p99: number;
}

/** Asks for `url` over some connections for some seconds. @throws when an answer is no redirect. */
export async function load(url: string, connections: number, seconds: number): Promise<Measurement> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const durations: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const ask = async (): Promise<void> => {
    while (performance.now() < end) durations.push(await durationOf(url, agent));
  };
  await Promise.all(Array.from({ length: connections }, ask));
  const elapsed = (performance.now() - begun) / 1000;
  agent.destroy();
  durations.sort((one, other) => one - other);
  return { perSecond: durations.length / elapsed, p99: durations[Math.floor(durations.length * 0.99)] ?? 0 };
}

const durationOf = (url: string, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    get(url, { agent }, (response) => {
      if (response.statusCode !== 302) reject(new Error(`${url} answered ${response.statusCode ?? 'nothing'}`));
      response.resume().once('end', () => {
        resolve(performance.now() - begun);
      });
    }).once('error', reject);
  });
