import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

// Every worker inherits it: a zone with summer time that is neither UTC nor the developer's own.
process.env['TZ'] = 'Europe/Berlin';

const conditions = ['@liaise/source', 'module', 'node', 'development|production'];

/** One Vitest project: a room's unit tests, run by Node, with workspace packages taken from their source. */
function project(name: string, include: string[], test: Record<string, unknown> = {}): TestProjectInlineConfiguration {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: ['node'] } },
    test: {
      name,
      include,
      exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts'],
      environment: 'node',
      pool: 'threads',
      restoreMocks: true,
      unstubEnvs: true,
      unstubGlobals: true,
      ...test,
    },
  };
}

// A database or a browser is started once a file: separate processes, few of them, and time for a slow machine.
const heavy = {
  pool: 'forks',
  maxWorkers: 2,
  testTimeout: 120_000,
  hookTimeout: 180_000,
  teardownTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
};

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      project('core', ['packages/core/src/**/*.test.ts'], { testTimeout: 30_000 }),
      project('sdk', ['packages/sdk/src/**/*.test.ts'], { testTimeout: 15_000 }),
      project('testing', ['packages/testing/{src,attack,faults}/**/*.test.ts'], { testTimeout: 15_000 }),
      project('tools', ['packages/tools/src/**/*.test.mjs', 'packages/bench/src/**/*.test.{ts,mjs}']),
      project('gateway', ['packages/gateway/src/**/*.test.ts'], heavy),
      project('e2e', ['packages/testing/e2e/**/*.e2e.ts'], { ...heavy, maxWorkers: 1, fileParallelism: false }),
    ],
  },
});
