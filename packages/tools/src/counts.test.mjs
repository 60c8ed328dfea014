import { describe, expect, it } from 'vitest';
import { countVitestReport, describeCounts, parseCounts, settleCounts, sumCounts } from './counts.mjs';

describe('counts', () => {
  it('are added up, nothing being no tests', () => {
    expect(sumCounts([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
    expect(
      sumCounts([
        { passed: 3, failed: 0, skipped: 1 },
        { passed: 2, failed: 4, skipped: 0 },
      ]),
    ).toEqual({ passed: 5, failed: 4, skipped: 1 });
  });

  it('are read back from the line they were written as, the last one when there are several', () => {
    const counts = { passed: 12, failed: 1, skipped: 0 };
    expect(parseCounts(describeCounts(counts))).toEqual(counts);
    expect(parseCounts('9 passed, 0 failed, 0 skipped\nmore\n1 passed, 0 failed, 2 skipped\n')).toEqual({
      passed: 1,
      failed: 0,
      skipped: 2,
    });
  });

  it('are not read from a line that only looks like one', () => {
    expect(parseCounts('')).toBeUndefined();
    expect(parseCounts('so 1 passed, 0 failed, 0 skipped')).toBeUndefined();
    expect(parseCounts('1 passed, 0 failed')).toBeUndefined();
  });

  it('hold at least one failure when the command failed or said nothing', () => {
    expect(settleCounts(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(settleCounts({ passed: 4, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 4, failed: 1, skipped: 0 });
    expect(settleCounts({ passed: 4, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 4, failed: 2, skipped: 0 });
    expect(settleCounts({ passed: 4, failed: 0, skipped: 0 }, 0)).toEqual({ passed: 4, failed: 0, skipped: 0 });
  });
});

describe("Vitest's report", () => {
  /** @param {{ status: string, tests: string[] }[]} files */
  const report = (files) =>
    JSON.stringify({
      testResults: files.map(({ status, tests }) => ({
        status,
        assertionResults: tests.map((test) => ({ status: test })),
      })),
    });

  it('counts each test by its status', () => {
    const json = report([
      { status: 'passed', tests: ['passed', 'pending', 'todo'] },
      { status: 'failed', tests: ['failed', 'failed', 'passed', 'skipped'] },
    ]);
    expect(countVitestReport(json)).toEqual({ passed: 2, failed: 2, skipped: 3 });
  });

  it('counts a file that could not be run as one failure', () => {
    expect(countVitestReport(report([{ status: 'failed', tests: [] }]))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
