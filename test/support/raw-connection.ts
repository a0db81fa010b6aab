import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that decides itself which bytes it sends when. */
export class RawConnection {
  received = '';
  /** Resolves when the server has ended it. */
  readonly ended: Promise<unknown>;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.received += chunk.toString()));
    // A reset is an end, too.
    socket.on('error', () => undefined);
    this.ended = once(socket, 'close');
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, 'localhost');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  static async isRefused(port: number): Promise<boolean> {
    const socket = connect(port, 'localhost');
    try {
      await once(socket, 'connect');
      return false;
    } catch {
      return true;
    } finally {
      socket.destroy();
    }
  }

  send(...lines: string[]): void {
    this.socket.write(lines.join('\r\n'));
  }

  async receive(text: string): Promise<void> {
    while (!this.received.includes(text)) await once(this.socket, 'data');
  }
}
