/**
 * The house's borders. Each rule says what breaks without it. `src/modules/<module>/<layer>/…` is the unit.
 * test/unit/architecture.test.ts plants a violation of each.
 */
const layer = (name) => `^src/modules/([^/]+)/${name}/`;
const PACKAGES = 'node_modules/';
const ENTRIES = '^(src/(main|cli|index)|ormconfig)\\.ts$';
const INDEX_OF_MODULE = '^src/modules/[^/]+/index\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A cycle means that neither part can be understood, tested or replaced alone.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'An import that this tool cannot follow escapes every other rule here.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dead-files',
      severity: 'error',
      comment: 'A file that no entry reaches is read and kept in repair for nothing.',
      from: { path: ENTRIES },
      to: { path: '^(src|migrations)/', pathNot: [ENTRIES, '/assets/'], reachable: false },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'Product rules must be readable and testable without Nest, SQL or HTTP.',
      from: { path: layer('domain') },
      to: {
        pathNot: [
          '^src/modules/$1/domain/',
          INDEX_OF_MODULE,
          '^src/common/domain/',
          '^(node:)?(crypto|net|url|zlib)$',
          `${PACKAGES}(uuid|qr|temporal-polyfill|@zxcvbn-ts/language-common)/`,
        ],
      },
    },
    {
      name: 'common-domain-is-pure',
      severity: 'error',
      comment: 'Every domain stands on it, so what it imports all of them import.',
      from: { path: '^src/common/domain/' },
      to: { pathNot: ['^src/common/domain/', '^(node:)?crypto$', `${PACKAGES}uuid/`] },
    },
    {
      name: 'application-knows-no-adapter',
      severity: 'error',
      comment: 'Use cases speak to ports; naming an adapter would fix the database or the wire format into the rules.',
      from: { path: layer('application') },
      to: {
        pathNot: [
          '^src/modules/$1/(domain|application)/',
          INDEX_OF_MODULE,
          '^src/common/(domain|events|throttling)/',
          '^src/config/',
          '^(node:)?(crypto|util)$',
          `${PACKAGES}(@nestjs/common|lru-cache|p-limit)/`,
        ],
      },
    },
    {
      name: 'presentation-knows-no-storage',
      severity: 'error',
      comment: 'A controller that reaches a repository skips the rules in between.',
      from: { path: layer('presentation') },
      to: { path: ['/infrastructure/', '^src/database/'] },
    },
    {
      name: 'infrastructure-knows-no-presentation',
      severity: 'error',
      comment: 'Storage must not depend on how an answer looks.',
      from: { path: layer('infrastructure') },
      to: { path: ['/presentation/', '^src/common/(http|ui)/', `${PACKAGES}(express|@nestjs/swagger)/`] },
    },
    {
      name: 'typeorm-only-in-infrastructure',
      severity: 'error',
      comment: 'One place per module knows the tables.',
      from: { path: '^src/', pathNot: ['/infrastructure/', '^src/database/', '\\.module\\.ts$'] },
      to: { path: `${PACKAGES}(typeorm|@nestjs/typeorm|pg)/` },
    },
    {
      name: 'modules-meet-at-index',
      severity: 'error',
      comment: "A module's inside may change without asking its neighbours; index.ts is what it promises.",
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', INDEX_OF_MODULE] },
    },
    {
      name: 'the-frame-meets-modules-at-index',
      severity: 'error',
      comment:
        'So that the application, the command line and the public entry see of a module what its neighbours see.',
      from: { path: '^src/', pathNot: '^src/modules/' },
      to: { path: '^src/modules/', pathNot: INDEX_OF_MODULE },
    },
    {
      name: 'common-knows-no-module',
      severity: 'error',
      comment: 'What everybody stands on cannot stand on somebody.',
      from: { path: '^src/(common|config|database)/' },
      to: { path: '^src/modules/' },
    },
    {
      name: 'views-are-pure',
      severity: 'error',
      comment: 'A page is a function of its view model, so that it can be looked at without a server.',
      from: { path: ['/views/', '^src/common/ui/.*\\.tsx$'] },
      to: { pathNot: ['/views/', '^src/common/(ui|domain)/', `${PACKAGES}preact/`] },
    },
    {
      name: 'configuration-has-one-reader',
      severity: 'error',
      comment: 'The environment is read where a process begins; everything else is given a Configuration.',
      from: { path: '^src/', pathNot: ['^src/config/', '^src/(app|installation|cli/installation)\\.ts$'] },
      to: { path: ['^src/config/environment\\.ts$', '^(node:)?process$'] },
    },
    {
      name: 'runs-without-development-packages',
      severity: 'error',
      comment: 'The image holds production dependencies only: what it imports must be among them.',
      from: { path: '^(src|migrations|ormconfig)', pathNot: '\\.d\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
