import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Order {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** Asks over a few connections that are kept open. */
export class Connections {
  private readonly agent: Agent;

  constructor(private readonly number: number) {
    this.agent = new Agent({ keepAlive: true, maxSockets: number });
  }

  send({ url, method = 'GET', headers = {}, body }: Order): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent: this.agent, method, headers }, (response) => {
        const { statusCode: status = 0, headers: received } = response;
        text(response).then((content) => {
          resolve({ status, headers: received, body: content });
        }, reject);
      });
      sent.once('error', reject).end(body);
    });
  }

  /** @throws when an answer has another status */
  async expect(status: number, order: Order): Promise<Answer> {
    const answer = await this.send(order);
    if (answer.status !== status) throw new Error(`${order.url} answered ${answer.status}: ${answer.body}`);
    return answer;
  }

  /** Each of them once; how many that was a second. */
  async drain<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number> {
    const waiting = [...items];
    return this.perSecond(async () => {
      const item = waiting.pop();
      if (item === undefined) return false;
      await work(item);
      return true;
    });
  }

  /** The same again and again for some seconds; how many that was a second. */
  async repeat(seconds: number, work: () => Promise<unknown>): Promise<number> {
    const end = performance.now() + seconds * 1000;
    return this.perSecond(async () => {
      if (performance.now() >= end) return false;
      await work();
      return true;
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private async perSecond(next: () => Promise<boolean>): Promise<number> {
    let done = 0;
    const begun = performance.now();
    const line = async (): Promise<void> => {
      while (await next()) done += 1;
    };
    await Promise.all(Array.from({ length: this.number }, line));
    return (1000 * done) / (performance.now() - begun);
  }
}
