import { createServer } from 'node:http';
import express from 'express';
import { links, serve } from './link-server.js';

const app = express();
app.get('/:slug', ({ path }, response) => {
  const destination = links.get(path);
  if (destination === undefined) response.sendStatus(404);
  else response.redirect(destination);
});
serve(createServer(app));
