import { DataSource } from 'typeorm';
import { growLinks } from './grow-links.js';
import { Product } from './product.js';

const UNREACHED = 1_000_000_000;

/** On request it has so many links, and no limit that is reached. */
const product = await Product.start();
await product.serve(async (links) => {
  // Without the server's limit of time for a statement.
  const patient = await new DataSource({ ...product.app.get(DataSource).options, extra: {} }).initialize();
  await patient.query("UPDATE organizations SET plan = 'enterprise', requests_per_minute = $1", [UNREACHED]);
  const workspaceId = await growLinks(patient.manager, Number(links));
  await patient.destroy();
  return workspaceId;
});
