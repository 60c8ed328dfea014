import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run, toolEnvironment } from './run.mjs';

const node = process.execPath;

/**
 * Whether a process runs; one that has ended and only waits to be collected does not.
 * @param {number} pid
 */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a command', () => {
  it('gives its exit code and what it printed, without the moves of the cursor', async () => {
    const script = String.raw`process.stdout.write('\u001b[2K\u001b[1Aone\n'); console.error('two'); process.exitCode = 3`;
    const result = await run(node, ['-e', script], { output: 'keep' });
    expect(result).toMatchObject({ code: 3, timedOut: false });
    expect(result.output).toContain('one\n');
    expect(result.output).toContain('two\n');
    expect(result.output).not.toContain('\u001b');
  });

  it('that cannot be started ends with 127 and its reason', async () => {
    const result = await run('liaise-no-such-command', [], { output: 'keep' });
    expect(result.code).toBe(127);
    expect(result.output).toContain('liaise-no-such-command');
  });

  it('that takes too long is stopped', async () => {
    const result = await run(node, ['-e', 'setInterval(() => {}, 1000)'], { output: 'keep', timeoutMs: 300 });
    expect(result).toMatchObject({ code: 143, timedOut: true });
  });

  it('leaves none of its children behind', async () => {
    const child = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })`;
    const result = await run(node, ['-e', `console.log(${child}.pid); process.exit(0)`], { output: 'keep' });
    const pid = Number(result.output.trim());
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
  });
});

it('finds the pinned tools first, and takes a variable away when told', () => {
  const env = toolEnvironment({ HOME: undefined, LIAISE_X: 'y' });
  expect(env['PATH']).toMatch(/^[^:;]*node_modules[\\/]\.bin[:;]/);
  expect(env).toMatchObject({ LIAISE_X: 'y' });
  expect(env).not.toHaveProperty('HOME');
});
