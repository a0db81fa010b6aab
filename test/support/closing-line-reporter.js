/** Ends a run with one plain line that any script can read: `tests: 25 passed, 0 failed`. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites, numPendingTests: skipped } = results;
    const counts = [`${passed} passed`, `${numFailedTests + numRuntimeErrorTestSuites} failed`];
    if (skipped > 0) counts.push(`${skipped} skipped`);
    process.stdout.write(`tests: ${counts.join(', ')}\n`);
  }
}
