import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CHECKLIST = join(import.meta.dirname, '../../docs/security.md');
const ROW = /^\| ((?:OA|BT|AC|LK)-\d\d[a-z]?) +\| (.+?) +\|/gm;
const ID = /\b(?:OA|BT|AC|LK)-\d\d[a-z]?/g;

/** Prints each row of the checklist with how its tests went. A row without a test that passed fails the run. */
export default class SecurityTableReporter {
  #failed = false;

  onRunComplete(_contexts, { testResults }) {
    const tests = testResults.flatMap(({ testResults: ofFile }) => ofFile).filter(({ status }) => status !== 'pending');
    const rows = [...readFileSync(CHECKLIST, 'utf8').matchAll(ROW)].map(([, id, sentence]) => {
      const ofRow = tests.filter(({ fullName }) => fullName.match(ID)?.includes(id));
      const failed = ofRow.filter(({ status }) => status !== 'passed');
      return { id, sentence, passed: ofRow.length - failed.length, failed };
    });
    for (const { id, sentence, passed, failed } of rows) {
      const verdict = failed.length > 0 ? 'FAILED' : passed > 0 ? 'ok' : 'NO TEST';
      process.stdout.write(`${id.padEnd(7)} ${verdict.padEnd(8)} ${String(passed).padStart(3)} passed  ${sentence}\n`);
      for (const { fullName } of failed) process.stdout.write(`        failed: ${fullName}\n`);
    }
    for (const { testFilePath, failureMessage, testExecError } of testResults) {
      if (testExecError) process.stdout.write(`${testFilePath} did not run: ${failureMessage}\n`);
    }
    const lacking = rows.filter(({ passed, failed }) => failed.length > 0 || passed === 0).map(({ id }) => id);
    process.stdout.write(`security: ${rows.length - lacking.length} of ${rows.length} rows hold\n`);
    this.#failed = rows.length === 0 || lacking.length > 0;
  }

  getLastError() {
    return this.#failed ? new Error('A row of docs/security.md does not hold') : undefined;
  }
}
