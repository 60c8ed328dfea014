import { parseArgs } from 'node:util';
import { seededRandom } from '@liaise/core/samples';
import { generate } from './generate.ts';
import { sound, type Verdict } from './ledger.ts';
import { Run } from './run-schedule.ts';

/*
 * Random histories of faults over the outbox, each against a model of the gateway, in a time of its own.
 * Arguments: --small (what `npm test` runs), --seed NUMBER (repeats a run), --schedules NUMBER, --only NUMBER (one schedule of
 * the seed, told step by step).
 */
const { values } = parseArgs({
  allowPositionals: true,
  options: {
    small: { type: 'boolean', default: false },
    seed: { type: 'string' },
    schedules: { type: 'string' },
    only: { type: 'string' },
  },
});
// What `npm test` runs is the same each time; what is run at full size is new each time.
const seed = Number(values.seed ?? (values.small ? 1 : Math.floor(Math.random() * 2 ** 31)));
const wanted = Number(values.schedules ?? (values.small ? 4000 : 100_000));
const only = values.only === undefined ? undefined : Number(values.only);
if (![seed, wanted, only ?? 0].every(Number.isSafeInteger)) {
  console.error('Use --seed, --schedules and --only with whole numbers.');
  process.exit(2);
}
const say = (text: string): void => console.log(text);
const small = values.small ? ' --small' : '';
say(`Seed ${String(seed)}; repeat with npm run faults -- --seed ${String(seed)}${small}.`);

let unhandled = 0;
process.on('unhandledRejection', (error) => {
  unhandled += 1;
  say(
    `FAULT a promise that nobody handles: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
});

/** One schedule of the seed; a page that never gets on counts as everything it holds being stuck. */
async function play(number: number): Promise<{ run: Run; verdict?: Verdict; error?: string }> {
  const name = `${String(seed)} ${String(number)}`;
  const run = new Run(generate(name, seededRandom(`schedule ${name}`)));
  try {
    return { run, verdict: await run.run() };
  } catch (error) {
    return { run, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const kinds = ['lost', 'doubled', 'foreign', 'disordered', 'stuck', 'phantoms', 'told'] as const;
const sums: Record<(typeof kinds)[number], number> = {
  lost: 0,
  doubled: 0,
  foreign: 0,
  disordered: 0,
  stuck: 0,
  phantoms: 0,
  told: 0,
};
let bad = 0;
let written = 0;
let saved = 0;
const shownAtMost = 20;
for (let number = only ?? 1; number <= (only ?? wanted); number += 1) {
  const { run, verdict, error } = await play(number);
  written += run.written.length;
  saved += run.written.filter(({ savedAt }) => savedAt !== undefined).length;
  for (const kind of kinds) sums[kind] += verdict?.[kind].length ?? 0;
  if (only !== undefined) for (const note of run.notes) say(note);
  if (verdict && sound(verdict)) continue;
  bad += 1;
  if (error !== undefined) sums.stuck += 1;
  if (bad > shownAtMost) continue;
  const what = verdict
    ? kinds.flatMap((kind) => (verdict[kind].length > 0 ? [`${kind}: ${verdict[kind].join(', ')}`] : [])).join('; ')
    : error;
  say(`FAULT in schedule ${String(number)}: ${what ?? ''}`);
  say(`  look at it with npm run faults -- --seed ${String(seed)} --only ${String(number)}`);
}

const count = only === undefined ? wanted : 1;
say(
  `${String(written)} writes, ${String(saved)} seen as saved, ${String(sums.told)} lost with their storage and told so, ` +
    `${String(sums.disordered)} out of order, ${String(sums.foreign)} sent as another, ${String(sums.stuck)} stuck, ` +
    `${String(sums.phantoms)} sent though given up.`,
);
const failed = bad > 0 || unhandled > 0;
say(`${String(failed ? 0 : 1)} passed, ${String(failed ? 1 : 0)} failed, 0 skipped`);
process.exitCode = failed ? 1 : 0;
say(`${String(count)} schedules: ${String(sums.lost)} lost, ${String(sums.doubled)} doubled`);
