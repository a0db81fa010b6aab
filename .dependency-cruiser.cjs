/** The house's borders. Each rule says what breaks without it. `src/modules/<module>/<layer>/…` is the unit. */
const module_ = '^src/modules/([^/]+)/';

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
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'Product rules must be readable and testable without Nest, SQL or HTTP.',
      from: { path: '^src/modules/[^/]+/domain/' },
      to: { pathNot: ['^src/modules/[^/]+/(domain/|index\\.ts$)', '^src/common/domain/', '^(node:)?crypto$', '^(node:)?(net|zlib)$', 'node_modules/(uuid|@zxcvbn-ts/language-common)/'] },
    },
    {
      name: 'application-knows-no-adapter',
      severity: 'error',
      comment: 'Use cases speak to ports; naming an adapter would fix the database or the wire format into the rules.',
      from: { path: '^src/modules/[^/]+/application/' },
      to: { path: ['/(infrastructure|presentation)/', 'node_modules/(typeorm|express|pg|@nestjs/(?!common))', '^src/database/', '^src/common/(http|ui)/'] },
    },
    {
      name: 'presentation-and-infrastructure-never-meet',
      severity: 'error',
      comment: 'A controller that reaches a repository skips the rules in between.',
      from: { path: '^src/modules/[^/]+/presentation/' },
      to: { path: ['/infrastructure/', 'node_modules/(typeorm|pg)/', '^src/database/'] },
    },
    {
      name: 'infrastructure-and-presentation-never-meet',
      severity: 'error',
      comment: 'Storage must not depend on how an answer looks.',
      from: { path: '^src/modules/[^/]+/infrastructure/' },
      to: { path: ['/presentation/', '^src/common/ui/'] },
    },
    {
      name: 'typeorm-only-in-infrastructure',
      severity: 'error',
      comment: 'One place per module knows the tables.',
      from: { path: '^src/', pathNot: ['/infrastructure/', '^src/database/', '\\.module\\.ts$'] },
      to: { path: 'node_modules/(typeorm|@nestjs/typeorm|pg)/' },
    },
    {
      name: 'modules-meet-at-index',
      severity: 'error',
      comment: "A module's inside may change without asking its neighbours; index.ts is what it promises.",
      from: { path: module_ },
      to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
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
      to: { path: ['node_modules/(@nestjs|typeorm|express)', '/(application|infrastructure)/', '^src/(config|database)/'] },
    },
    {
      name: 'configuration-has-one-reader',
      severity: 'error',
      comment: 'process.env is read in config/environment.ts; modules get typed slices.',
      from: { path: '^src/modules/[^/]+/domain/' },
      to: { path: '^src/config/' },
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
