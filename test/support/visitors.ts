import { Agent, get } from 'node:http';

/** People who visit one link over and over, on connections that are kept open. */
export class Visitors {
  /** Visits that began, and those that were answered with a redirect. */
  sent = 0;
  answered = 0;
  private refusal: number | string = '';
  private onAnswer: () => void = () => undefined;
  private readonly agent: Agent;
  private readonly lines: Promise<void>[];
  private isOver = false;

  constructor(
    private readonly url: string,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.lines = Array.from({ length: connections }, () => this.visitOn());
  }

  /** Resolves once so many more have been answered. @throws when one got another answer, or the server is gone. */
  async answeredMore(visits: number): Promise<void> {
    const goal = this.answered + visits;
    const reached = new Promise<void>((resolve) => {
      this.onAnswer = () => {
        if (this.answered >= goal) resolve();
      };
    });
    const ended = Promise.all(this.lines).then(() => {
      throw new Error(`Visitors were turned away after ${this.answered} of ${this.sent} visits: ${this.refusal}`);
    });
    await Promise.race([reached, ended]);
  }

  async leave(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.lines);
    this.agent.destroy();
  }

  private async visitOn(): Promise<void> {
    while (!this.isOver) {
      this.sent += 1;
      const status = await this.visit();
      if (status !== 302) {
        this.refusal = status ?? 'no answer';
        return;
      }
      this.answered += 1;
      this.onAnswer();
    }
  }

  private visit(): Promise<number | undefined> {
    return new Promise((resolve) => {
      const request = get(this.url, { agent: this.agent, headers: { 'User-Agent': 'Firefox' } }, (response) => {
        response.resume().once('close', () => {
          resolve(response.complete ? response.statusCode : undefined);
        });
      });
      request.once('error', () => {
        resolve(undefined);
      });
    });
  }
}
