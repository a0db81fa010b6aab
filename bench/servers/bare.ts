import { createServer } from 'node:http';
import { links, serve } from './link-server.js';

/** As little as Node can do for a redirect: what the product is measured against. */
serve(
  createServer(({ url = '' }, response) => {
    const destination = links.get(url);
    if (destination === undefined) response.writeHead(404);
    else response.writeHead(302, { Location: destination, 'Content-Length': 0 });
    response.end();
  }),
);
