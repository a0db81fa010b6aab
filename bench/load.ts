import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Answers } from './answers.js';
import type { Visits } from './visits.js';

export interface Measurement {
  answered: number;
  perSecond: number;
  /** Milliseconds that half of the answers take at most, and 99 of 100. */
  p50: number;
  p99: number;
  /** Which part of the time this process was at work: near 1, it is what is measured. */
  ownWork: number;
}

const CONNECTIONS = 64;
const MOST_BYTES_AT_ONCE = 16 * 1024;

/**
 * Asks for a server's links for some seconds, over connections that each ask anew once they are answered. It does less
 * for a request than Node's own client, so that it is not the one that is measured.
 */
export class Load {
  private readonly durations: number[] = [];
  private readonly end: number;

  private constructor(
    private readonly url: URL,
    private readonly visits: Visits,
    private next: number,
    seconds: number,
  ) {
    this.end = performance.now() + seconds * 1000;
  }

  /**
   * From a place in the visits on. When it is over, all that was asked is answered.
   * @throws when an answer is no redirect
   */
  static async run(url: string, visits: Visits, from: number, seconds: number): Promise<Measurement> {
    const before = performance.eventLoopUtilization();
    const begun = performance.now();
    const load = new Load(new URL(url), visits, from, seconds);
    await Promise.all(Array.from({ length: CONNECTIONS }, () => load.visit()));
    const elapsed = (performance.now() - begun) / 1000;
    const { utilization: ownWork } = performance.eventLoopUtilization(before);
    const ascending = Float64Array.from(load.durations).sort();
    const answered = ascending.length;
    const at = (part: number): number => ascending[Math.floor(answered * part)] ?? NaN;
    return { answered, perSecond: answered / elapsed, p50: at(0.5), p99: at(0.99), ownWork };
  }

  /** Over one connection, until the time is over. */
  private visit(): Promise<void> {
    return new Promise((resolve, reject) => {
      const answers = new Answers();
      let begun = 0;
      const ask = (): void => {
        begun = performance.now();
        socket.write(this.visits.at(this.next, this.url.host), 'latin1');
        this.next += 1;
      };
      const take = (bytes: Buffer): void => {
        if (!answers.take(bytes)) return;
        const now = performance.now();
        this.durations.push(now - begun);
        if (now < this.end) ask();
        else socket.end(resolve);
      };
      const buffer = Buffer.alloc(MOST_BYTES_AT_ONCE);
      const callback = (bytes: number): boolean => {
        try {
          take(buffer.subarray(0, bytes));
        } catch (error) {
          socket.destroy(error as Error);
        }
        return true;
      };
      const { hostname: host, port } = this.url;
      const socket = connect({ host, port: Number(port), noDelay: true, onread: { buffer, callback } }, ask);
      socket.once('error', reject);
      socket.once('close', () => {
        reject(new Error(`${this.url.host} closed a connection`));
      });
    });
  }
}
