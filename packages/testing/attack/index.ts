import { parseArgs } from 'node:util';
import { Bulk } from './bulk.ts';
import { Generator } from './generate.ts';
import { ownLists, readLists } from './lists.ts';
import { runNamed } from './named.ts';
import { Pools } from './pools.ts';
import { StoredWatch } from './stored.ts';
import { Target } from './target.ts';
import { seededRandom } from '@liaise/core/samples';

/*
 * Attacks a gateway over a real database: the named bad inputs, then generated requests over every route of the contract.
 * Arguments: --small (what `npm test` runs), --seed NUMBER (repeats a run), --requests NUMBER.
 */
const { values } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false }, seed: { type: 'string' }, requests: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const wanted = Number(values.requests ?? (values.small ? 3000 : 100_000));
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(wanted)) {
  console.error('Use --seed and --requests with whole numbers.');
  process.exit(2);
}

const say = (text: string): void => console.log(text);
const found = readLists();
const lists = found ?? ownLists;
say(
  found
    ? `${lists.strings.length} texts, ${lists.bodies.length} bodies and ${lists.signatures.length} signatures from the public lists.`
    : 'The public attack lists (../shared/attacks) are not there: the texts of this folder stand in for them.',
);
say(`Seed ${seed}; repeat with npm run attack -- --seed ${seed}${values.small ? ' --small' : ''}.`);

let deaths = 0;
const died = (error: unknown): void => {
  deaths++;
  process.exitCode = 1;
  say(
    `FAULT nobody handles this, and the process would have ended: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
};
process.on('uncaughtException', died);
process.on('unhandledRejection', died);

const target = await Target.open();
const watch = await StoredWatch.open(target.database.superuserUrl);
try {
  const named = await runNamed({ target, watch, lists, small: values.small, say });
  const bulk = new Bulk(target, watch, say);
  const pools = new Pools(seededRandom(`pools ${seed}`), target.today, target.foreignIds);
  await bulk.run(new Generator({ seed, lists, pools, good: target.good, bad: target.bad }), wanted);
  const later = await named.later();
  const { tally } = bulk;
  const statuses = [...tally.statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  say(`Answers by status: ${statuses.join(', ')}.`);
  say(`The slowest took ${Math.round(tally.slowest.ms)} ms: ${tally.slowest.request}.`);
  const requests = named.requests + tally.requests;
  const faults = tally.faults + named.failed + later + deaths;
  const generated = tally.faults + deaths;
  // Each named bad input counts as a test, and all generated requests together as one.
  say(
    `${named.passed + (generated === 0 ? 1 : 0)} passed, ${named.failed + later + (generated === 0 ? 0 : 1)} failed, ${found ? 0 : 1} skipped`,
  );
  process.exitCode = faults > 0 ? 1 : 0;
  say(`${requests} requests: ${faults} faults`);
} finally {
  await watch.close();
  await target.close();
}
