import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const SWEEP_EVERY_MILLISECONDS = 25;
const LAST_CALL_MILLISECONDS = 3_000;

/**
 * Lets requests in flight be answered and ends each connection after its answer; a connection that is busy when the
 * server closes would else stay alive.
 */
export class Drain {
  private readonly connections = new Set<Socket>();
  private sweep: NodeJS.Timeout | undefined;
  private lastCall: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.connections.add(socket);
      socket.once('close', () => this.connections.delete(socket));
    });
  }

  begin(): void {
    this.server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      response.shouldKeepAlive = false;
    });
    this.server.close();
    this.sweep = setInterval(() => {
      this.endIdle();
    }, SWEEP_EVERY_MILLISECONDS);
    this.lastCall = setTimeout(() => {
      this.server.closeAllConnections();
    }, LAST_CALL_MILLISECONDS);
  }

  end(): void {
    clearInterval(this.sweep);
    clearTimeout(this.lastCall);
  }

  /** Browsers open connections ahead of need; Node takes one that has not asked for anything yet for a busy one. */
  private endIdle(): void {
    this.server.closeIdleConnections();
    for (const socket of this.connections) if (socket.bytesRead === 0) socket.destroy();
  }
}
