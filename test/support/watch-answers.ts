import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Calls back with each answer of a server and its whole body, however many writes it takes (a saved session takes two). */
export function watchAnswers(
  server: Server,
  seen: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    const collect = (chunk: unknown): void => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
    };
    for (const name of ['write', 'end'] as const) {
      const send = response[name].bind(response) as (...parts: unknown[]) => never;
      response[name] = (...parts: unknown[]) => {
        collect(parts[0]);
        if (name === 'end') seen(request, response, Buffer.concat(chunks).toString());
        return send(...parts);
      };
    }
  });
}
