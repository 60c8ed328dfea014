import type { Random } from '@liaise/core/samples';
import type { Disturbance } from './disk.ts';
import type { LineFault } from './line.ts';

/** One thing that happens in a schedule. `tab` counts modulo the tabs that are open. */
export type Step =
  | { do: 'save'; tab: number; customer: number; kind: 'note' | 'visit' | 'move'; twice: boolean; poisoned: boolean }
  | { do: 'wait'; ms: number }
  | { do: 'open'; lacks: { locks: boolean; channel: boolean } }
  | { do: 'kill'; tab: number }
  | { do: 'close'; tab: number }
  | { do: 'kill at step'; tab: number; count: number }
  | { do: 'freeze'; tab: number }
  | { do: 'thaw'; tab: number }
  | { do: 'line'; up: boolean }
  | { do: 'line says up'; tab: number }
  | { do: 'see'; tab: number }
  | { do: 'line fault'; fault: LineFault; requests: number }
  | { do: 'disk fault'; fault: Disturbance; after: number; steps: number }
  | { do: 'lose connection'; tab: number }
  | { do: 'full disk'; on: boolean }
  | { do: 'session'; is: 'ended' | 'stale' | 'good' }
  | { do: 'revoke tokens' }
  | { do: 'clock'; by: number }
  | { do: 'evict' }
  | { do: 'back up device' }
  | { do: 'restore device' }
  | { do: 'back up gateway' }
  | { do: 'restore gateway' }
  | { do: 'sign in'; person: number }
  | { do: 'forbid'; customer: number; on: boolean }
  | { do: 'orphan lock'; on: boolean };

/** A history of faults, and how many people and customers are in it. */
export interface Schedule {
  seed: string;
  people: number;
  customers: number;
  lacks: { locks: boolean; channel: boolean; secureContext: boolean };
  steps: Step[];
}

const minute = 60_000;

const retryAfters: readonly string[] = [
  '1',
  '30',
  '-5',
  '999999999',
  'soon',
  '0',
  '2.5',
  'Sat, 21 Nov 2026 08:02:00 GMT',
];

function lineFault(random: Random): LineFault {
  return random.weighted<LineFault>([
    ['cut-before', 4],
    ['cut-after', 6],
    ['hangs', 2],
    ['hangs-after', 2],
    ['portal-html', 2],
    ['portal-empty', 1],
    ['truncated', 2],
    ['other-id', 1],
    ['empty-json', 1],
    [{ status: 500 }, 1],
    [{ status: 502, committed: true }, 2],
    [{ status: 503, headers: { 'retry-after': random.pick(retryAfters) } }, 2],
    [{ status: 504, committed: true }, 2],
    [{ status: 429, headers: { 'retry-after': random.pick(retryAfters) } }, 2],
    [{ status: 408 }, 1],
    [{ status: 401 }, 1],
  ]);
}

function diskFault(random: Random): Disturbance {
  return random.weighted<Disturbance>([
    ['aborts', 4],
    ['closes', 4],
    [{ fails: 'UnknownError' }, 3],
    [{ fails: 'QuotaExceededError' }, 3],
    [{ fails: 'AbortError' }, 1],
    [{ fails: 'DataError' }, 1],
    ['hangs', 1],
  ]);
}

const lacksOf = (random: Random) => ({
  locks: random.chance(0.15),
  channel: random.chance(0.15),
});

/** Draws one step. What is drawn depends on the seed only, never on what came of earlier steps. */
function step(random: Random, people: number, customers: number): Step {
  const tab = random.integer(0, 9);
  const save = (): Step => ({
    do: 'save',
    tab,
    customer: random.integer(0, customers - 1),
    kind: random.weighted([
      ['note', 5],
      ['visit', 3],
      ['move', 3],
    ]),
    twice: random.chance(0.1),
    poisoned: random.chance(0.04),
  });
  const faults: readonly (readonly [() => Step, number])[] = [
    [save, 34],
    [() => ({ do: 'wait', ms: Math.round(10 ** (random.next() * 5)) }), 18],
    [() => ({ do: 'open', lacks: lacksOf(random) }), 6],
    [() => ({ do: 'kill', tab }), 4],
    [() => ({ do: 'close', tab }), 2],
    [() => ({ do: 'kill at step', tab, count: random.integer(1, 60) }), 5],
    [() => ({ do: 'freeze', tab }), 3],
    [() => ({ do: 'thaw', tab }), 3],
    [() => ({ do: 'line', up: random.chance(0.5) }), 7],
    [() => ({ do: 'line says up', tab }), 2],
    [() => ({ do: 'see', tab }), 2],
    [() => ({ do: 'line fault', fault: lineFault(random), requests: random.integer(1, 4) }), 9],
    [
      () => ({ do: 'disk fault', fault: diskFault(random), after: random.integer(0, 30), steps: random.integer(1, 3) }),
      6,
    ],
    [() => ({ do: 'lose connection', tab }), 2],
    [() => ({ do: 'full disk', on: random.chance(0.5) }), 2],
    [() => ({ do: 'session', is: random.pick(['ended', 'stale', 'good', 'good']) }), 3],
    [() => ({ do: 'revoke tokens' }), 2],
    [() => ({ do: 'clock', by: Math.round((random.next() - 0.5) * 10 ** random.integer(3, 11)) }), 3],
    [() => ({ do: 'evict' }), 0.7],
    [() => ({ do: 'back up device' }), 1],
    [() => ({ do: 'restore device' }), 0.7],
    [() => ({ do: 'back up gateway' }), 1],
    [() => ({ do: 'restore gateway' }), 0.7],
    [() => ({ do: 'sign in', person: random.integer(0, people - 1) }), people > 1 ? 3 : 0],
    [() => ({ do: 'forbid', customer: random.integer(0, customers - 1), on: random.chance(0.4) }), 1],
    [() => ({ do: 'orphan lock', on: random.chance(0.5) }), 1],
  ];
  return random.weighted(faults)();
}

/** The schedule of a seed: the same on every machine. */
export function generate(seed: string, random: Random): Schedule {
  const people = random.weighted([
    [1, 7],
    [2, 2],
    [3, 1],
  ]);
  const customers = random.integer(1, 4);
  const tabs = random.weighted([
    [1, 3],
    [2, 4],
    [3, 2],
    [5, 1],
  ]);
  // Whether a page has a secure context hangs on the site's address: all its pages have it, or none.
  const lacks = { ...lacksOf(random), secureContext: random.chance(0.2) };
  const steps: Step[] = Array.from({ length: tabs }, () => ({ do: 'open', lacks: lacksOf(random) }));
  const count = random.integer(6, 26);
  for (let index = 0; index < count; index += 1) steps.push(step(random, people, customers));
  return { seed, people, customers, lacks, steps };
}

/** The longest that a step waits. */
export const longestStep = 2 * minute;
