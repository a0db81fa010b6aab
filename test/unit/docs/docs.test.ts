import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { VARIABLES } from '../../../src/config/environment.js';
import { codeBlocks, tableRows } from '../../support/markdown.js';
import { filesUnder, read, ROOT } from '../../support/project-files.js';

const DOCUMENTS = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...filesUnder('docs').filter((path) => path.endsWith('.md')),
  ...filesUnder('bench').filter((path) => path.endsWith('.md')),
];

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document);

  test('links to files that are there', () => {
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, target]) => target!);
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)))).toEqual([]);
  });

  test('names files that are there', () => {
    const prose = text.replace(/^```.*?^```$/gms, '');
    const named = [...prose.matchAll(/`((?:src|test|docs|deploy|migrations|bench|\.ci)\/[^`\s]*)`/g)];
    const missing = named.map(([, path]) => path!).filter((path) => !path.includes('<') && !isThere(path));
    expect(missing).toEqual([]);
  });
});

test('the npm scripts that documents name are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name!),
  );
  expect(named).toContain('cli');
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

/** A `*` stands for one name, as in a shell. */
function isThere(path: string): boolean {
  const [before, after] = path.split('*/');
  if (before === undefined || after === undefined) return existsSync(join(ROOT, path));
  return readdirSync(join(ROOT, before)).some((name) => existsSync(join(ROOT, before, name, after)));
}

describe('README.md', () => {
  const text = read('README.md');

  test.each(['npm ci && npm start', 'npm ci && npm test'])('gives %s, which stands alone', (command) => {
    expect(codeBlocks(text, 'sh')).toContain(command);
  });

  test('lists the environment variables as src/config/environment.ts has them', () => {
    const variables = Object.values(VARIABLES).map(({ name, description, fallback }) => [
      `\`${name}\``,
      description,
      fallback,
    ]);
    expect(tableRows(text, 'Variable')).toEqual(variables);
  });
});

describe('docs/events.md', () => {
  test('describes each event with the fields of its payload', () => {
    const source = read('src/common/events/published-events.ts');
    const typeOf = (payload: string): string =>
      new RegExp(`interface ${payload} \\{(.*?)\\n\\}`, 's').exec(source)?.[1] ?? payload;
    const published = [...source.matchAll(/^ {2}'([a-z_.]+)': (.+);$/gm)].map(([, name, payload]) => [
      name,
      fieldsOf(typeOf(payload!)),
    ]);
    const described = tableRows(read('docs/events.md'), 'Event').map((cells) => [
      cells[0]!.replaceAll('`', ''),
      [...cells[2]!.matchAll(/`(\w+)`/g)].map(([, field]) => field),
    ]);
    expect(published.length).toBeGreaterThan(0);
    expect(described).toEqual(published);
  });
});

const fieldsOf = (type: string): string[] => [...type.matchAll(/(\w+):/g)].map(([, field]) => field!);

describe('docs/extending.md', () => {
  const code = codeBlocks(read('docs/extending.md'), 'ts').join('\n\n');

  test.each(['extension.ts', 'extension.test.ts'])('holds the whole of %s, which the e2e tests run', (file) => {
    const tested = read(`test/e2e/extending/${file}`).replace("'../../../src/index.js'", "'trimlink'");
    expect(code).toContain(tested.trim());
  });
});

describe('deploy/compose.yaml', () => {
  const text = read('deploy/compose.yaml');

  test('sets variables that there are, and asks for what has no default', () => {
    const environment = /^ {2}trimlink:.*?^ {4}environment:\n((?: {6}.*\n)+)/ms.exec(text)?.[1] ?? '';
    const names = [...environment.matchAll(/^ {6}(\w+): /gm)].map(([, name]) => name);
    const known: string[] = Object.values(VARIABLES).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['APP_SECRET', 'DATABASE_URL', 'PUBLIC_URL']));
    expect(names.filter((name) => !known.includes(name!))).toEqual([]);
    const required = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
    expect(required.sort()).toEqual(['APP_SECRET', 'POSTGRES_PASSWORD', 'PUBLIC_URL']);
  });
});
