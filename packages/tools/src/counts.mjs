/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Readonly<Counts>} */
export const noCounts = { passed: 0, failed: 0, skipped: 0 };

/**
 * The sum of several counts.
 * @param {readonly Counts[]} list
 * @returns {Counts}
 */
export function sumCounts(list) {
  return list.reduce(
    (sum, next) => ({
      passed: sum.passed + next.passed,
      failed: sum.failed + next.failed,
      skipped: sum.skipped + next.skipped,
    }),
    noCounts,
  );
}

/**
 * The closing line of a test run.
 * @param {Counts} counts
 */
export const describeCounts = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * The last closing line in a text.
 * @param {string} text
 * @returns {Counts | undefined} nothing when there is no such line
 */
export function parseCounts(text) {
  const lines = [...text.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped\s*$/gm)];
  const [, passed, failed, skipped] = lines.at(-1) ?? [];
  return passed === undefined
    ? undefined
    : { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

/**
 * What Vitest's JSON report came to. A file that could not be run counts as one failure.
 * @param {string} json
 * @returns {Counts}
 */
export function countVitestReport(json) {
  const report = JSON.parse(json);
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults;
  const counts = { ...noCounts };
  for (const file of files) {
    let failedInFile = 0;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') counts.passed += 1;
      else if (status === 'failed') failedInFile += 1;
      else counts.skipped += 1;
    }
    counts.failed += file.status === 'failed' ? Math.max(1, failedInFile) : failedInFile;
  }
  return counts;
}

/**
 * Counts that agree with how the command ended: a command that failed without a failed test, or said nothing, failed once.
 * @param {Counts | undefined} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
export function settleCounts(counts, exitCode) {
  if (!counts) return { ...noCounts, failed: 1 };
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
