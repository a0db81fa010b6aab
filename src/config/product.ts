import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Product {
  version: string;
  description: string;
}

/** What package.json says; it lies above the sources as above the compiled files. */
export const PRODUCT = JSON.parse(readFileSync(manifestAbove(import.meta.dirname), 'utf8')) as Product;

function manifestAbove(folder: string): string {
  const file = join(folder, 'package.json');
  return existsSync(file) ? file : manifestAbove(dirname(folder));
}
