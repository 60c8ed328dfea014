import { expect, it } from 'vitest';
import { countSessions } from './wtr-counts-reporter.mjs';

/**
 * @param {boolean} passed
 * @param {{ passed: boolean, skipped: boolean }[]} tests
 * @param {string[]} [errors]
 */
const session = (passed, tests, errors = []) => ({
  passed,
  errors: errors.map((message) => ({ message })),
  request404s: [],
  testResults: {
    name: '',
    tests: [],
    suites: [{ name: 'suite', suites: [], tests: tests.map((test) => ({ name: 'test', ...test })) }],
  },
});
const pass = { passed: true, skipped: false };
const fail = { passed: false, skipped: false };
const skip = { passed: false, skipped: true };

it('counts the tests of every page', () => {
  expect(countSessions([session(true, [pass, pass, skip]), session(false, [fail, pass])])).toEqual({
    passed: 3,
    failed: 1,
    skipped: 1,
  });
});

it('counts a page that broke without a failed test as one failure', () => {
  expect(countSessions([session(false, [pass])])).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(countSessions([session(true, [pass], ['boom'])])).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(countSessions([{ errors: [], request404s: [] }])).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
