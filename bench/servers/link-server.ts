import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LinkMap } from '../many-links.js';

/** What all servers of the comparison that keep their links in a map have in common. */
export const links = new LinkMap();

/** Tells that it is ready, and takes in links until there are as many as it is told. */
export function serve(server: Server): void {
  process.on('message', (amount) => {
    links.growTo(Number(amount));
    process.send?.('done');
  });
  process.once('disconnect', () => process.exit(0));
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
}
