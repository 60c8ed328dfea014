import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeCounts } from './counts.mjs';
import { root } from './paths.mjs';

/**
 * A web-test-runner reporter: one line a test file, one at the end, and the counts as JSON.
 * @param {string} [file] where to write `{ passed, failed, skipped }`
 * @returns {import('@web/test-runner').Reporter}
 */
export function countsReporter(file) {
  return {
    reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
      const counts = countSessions(sessionsForTestFile);
      logger.log(` ${counts.failed > 0 ? '✗' : '✓'} ${path.relative(root, testFile)} (${describeCounts(counts)})`);
    },
    stop({ sessions }) {
      const counts = countSessions(sessions);
      console.log(`\n ${describeCounts(counts)}`);
      if (file) writeFileSync(file, JSON.stringify(counts));
    },
  };
}

/**
 * @typedef {import('@web/test-runner').TestSession} TestSession
 * @param {readonly Pick<TestSession, 'passed' | 'errors' | 'request404s' | 'testResults'>[]} sessions one a test file and browser
 * @returns {import('./counts.mjs').Counts} a page that failed without a failed test, or held none, counts as one failure
 */
export function countSessions(sessions) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const session of sessions) {
    const own = { passed: 0, failed: 0, skipped: 0 };
    if (session.testResults) addSuite(session.testResults, own);
    if (own.failed === 0 && (session.passed !== true || session.errors.length > 0)) own.failed = 1;
    counts.passed += own.passed;
    counts.failed += own.failed;
    counts.skipped += own.skipped;
  }
  return counts;
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @param {import('./counts.mjs').Counts} counts
 */
function addSuite(suite, counts) {
  for (const test of suite.tests) {
    if (test.skipped) counts.skipped += 1;
    else if (test.passed) counts.passed += 1;
    else counts.failed += 1;
  }
  for (const child of suite.suites) addSuite(child, counts);
}
