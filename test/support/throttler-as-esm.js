import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * `@nestjs/throttler` is CommonJS and requires Nest, which is ESM: Node can do that, Jest before Node 24.9 cannot. This
 * writes the package's own files into one ES module and returns its path, for Jest's moduleNameMapper.
 */
export async function throttlerAsEsm() {
  const dist = dirname(createRequire(import.meta.url).resolve('@nestjs/throttler'));
  const names = readdirSync(dist).filter((name) => name.endsWith('.js'));
  const sources = names.map((name) => [name.replace(/\.js$/, ''), readFileSync(join(dist, name), 'utf8')]);
  const externals = [
    ...new Set(sources.flatMap(([, source]) => [...source.matchAll(/require\("([^."][^"]*)"\)/g)]).map(([, it]) => it)),
  ];
  const exported = Object.keys(await import('@nestjs/throttler')).filter(
    (name) => /^[A-Za-z_]\w*$/.test(name) && name !== 'default',
  );
  const file = join(dist, '../../../.cache/trimlink/throttler.mjs');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    [
      ...externals.map((name, index) => `import * as external${index} from '${name}';`),
      `const externals = { ${externals.map((name, index) => `'${name}': external${index}`).join(', ')} };`,
      'const modules = {',
      ...sources.map(([name, source]) => `'./${name}': (exports, require) => {\n${source}\n},`),
      '};',
      'const loaded = {};',
      'function load(name) {',
      '  if (externals[name]) return externals[name];',
      '  if (!loaded[name]) modules[name]((loaded[name] = {}), load);',
      '  return loaded[name];',
      '}',
      `export const { ${exported.filter((name) => name !== 'module').join(', ')} } = load('./index');`,
    ].join('\n'),
  );
  return file;
}
