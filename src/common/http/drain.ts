import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const SWEEP_EVERY_MILLISECONDS = 25;
const LAST_CALL_MILLISECONDS = 4_000;

/**
 * Lets requests in flight be answered and ends each connection after its answer; a connection that is busy when the
 * server closes would else stay alive. Returns what ends the sweeping.
 */
export function drain(server: Server): () => void {
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.shouldKeepAlive = false;
  });
  server.closeIdleConnections();
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, SWEEP_EVERY_MILLISECONDS);
  const lastCall = setTimeout(() => {
    server.closeAllConnections();
  }, LAST_CALL_MILLISECONDS);
  return () => {
    clearInterval(sweep);
    clearTimeout(lastCall);
  };
}
