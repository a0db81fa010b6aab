import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As little as Node can do for a redirect: what the product is measured against. */
const server = createServer((_request, response) => {
  response.writeHead(302, { Location: 'https://example.com/' }).end();
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}/hello`);
});
process.once('disconnect', () => process.exit(0));
