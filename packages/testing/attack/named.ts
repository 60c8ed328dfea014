import { bodyChecks } from './checks-bodies.ts';
import { databaseChecks } from './checks-database.ts';
import { httpChecks } from './checks-http.ts';
import { textChecks } from './checks-texts.ts';
import { tokenChecks } from './checks-tokens.ts';
import { Tools, type Check } from './checks.ts';
import type { Lists } from './lists.ts';
import type { StoredWatch } from './stored.ts';
import type { Target } from './target.ts';

/** Inputs of the list that are not the gateway's, or not yet, and whose they are. */
const elsewhere: Readonly<Record<string, readonly number[]>> = {
  'for elements and pages': [32, 36, 37, 38, 39, 40, 72, 73, 74],
  'for what the gateway does not have (proof of work, tables to download, webhooks)': [62, 63, 75, 76, 77],
};

export interface NamedOptions {
  target: Target;
  watch: StoredWatch;
  lists: Lists;
  small: boolean;
  say: (text: string) => void;
}

/** What the named bad inputs came to. `later` waits for those that take a minute. */
export interface NamedTally {
  requests: number;
  passed: number;
  failed: number;
  later: () => Promise<number>;
}

async function faultOf(check: Check, tools: Tools): Promise<string | null> {
  try {
    await check.run(tools);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Tries the list of bad inputs, each with the answer that it should get. */
export async function runNamed({ target, watch, lists, small, say }: NamedOptions): Promise<NamedTally> {
  const tools = new Tools(target, watch, lists, small);
  const all = [...bodyChecks, ...textChecks, ...databaseChecks, ...tokenChecks(target.bad), ...httpChecks];
  const tally = { passed: 0, failed: 0 };
  const run = async (check: Check): Promise<void> => {
    const fault = await faultOf(check, tools);
    if (fault === null) {
      tally.passed++;
      return;
    }
    tally.failed++;
    say(`FAULT bad input ${check.input === 0 ? '' : `${check.input} `}(${check.name}): ${fault}`);
  };
  for (const check of all.filter(({ slow }) => slow !== true)) await run(check);
  // Each has a connection of its own and stores nothing, so that it disturbs nobody.
  const before = { ...tally };
  const slow = small ? [] : all.filter((check) => check.slow === true).map(run);
  const inputs = new Set(all.map(({ input }) => input).filter((input) => input > 0));
  say(
    `${all.length - (small ? all.length - before.passed - before.failed : 0)} checks of ${inputs.size} bad inputs, ${tools.requests} requests.`,
  );
  for (const [whose, numbers] of Object.entries(elsewhere)) say(`Not tried, ${whose}: ${numbers.join(', ')}.`);
  return {
    requests: tools.requests,
    passed: before.passed,
    failed: before.failed,
    later: async () => {
      await Promise.all(slow);
      return tally.failed - before.failed;
    },
  };
}
