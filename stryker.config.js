import jestConfig from './jest.config.js';

// `MUTATE=oauth-clients npm run test:mutation` keeps to one module, and to its tests.
const modules = (process.env.MUTATE ?? 'auth,tokens,oauth-clients,oauth').split(',');
const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

/** Faults put into the rules one at a time, to see whether a unit test notices. */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    config: {
      ...unit,
      projects: [],
      reporters: [],
      testMatch: modules.map((name) => `<rootDir>/test/unit/${name}/**/*.test.ts`),
    },
  },
  coverageAnalysis: 'perTest',
  // A busy machine must not be taken for a fault that was noticed.
  timeoutMS: 60_000,
  mutate: modules.map((name) => `src/modules/${name}/{domain,application}/**/*.ts`),
  ignorePatterns: ['dist', '.data', 'coverage', 'reports', 'bench', 'deploy', 'docs'],
  reporters: ['clear-text', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 90, low: 85, break: 85 },
};
