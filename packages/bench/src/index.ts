import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, keeps, machine, type Outcome } from './measure.ts';
import { writeReport } from './report.ts';

/** The measurements by name; the code of each is fetched when it runs. */
const measurements: Readonly<Record<string, () => Promise<Outcome>>> = {
  weight: async () => (await import('./weight.ts')).weight(),
  'survey-first-question': async () =>
    (await import('./survey-first-question.ts')).surveyFirstQuestion({ small: process.argv.includes('--small') }),
  'survey-walk': async () => (await import('./survey-walk.ts')).surveyWalk(),
  'survey-weight': async () => (await import('./survey-weight.ts')).surveyWeight(),
  badges: async () => (await import('./badges.ts')).badges(),
  import: async () => (await import('./import.ts')).importing(),
  card: async () => (await import('./card.ts')).card(),
  'kpis-at-scale': async () =>
    (await import('./kpis-at-scale.ts')).kpisAtScale({ small: process.argv.includes('--small') }),
  'svg-badge': async () => (await import('./svg-badge.ts')).svgBadge(),
  responses: async () => (await import('./responses.ts')).responses(),
  repurchase: async () => (await import('./repurchase.ts')).repurchase(),
  outbox: async () => (await import('./outbox.ts')).outbox({ small: process.argv.includes('--small') }),
  'value-at-scale': async () =>
    (await import('./value-at-scale.ts')).valueAtScale({ small: process.argv.includes('--small') }),
};

const named = process.argv.slice(2).filter((name) => !name.startsWith('-'));
const unknown = named.filter((name) => !Object.hasOwn(measurements, name));
if (unknown.length > 0) {
  console.error(`There is no measurement ${unknown.join(', ')}: choose of ${Object.keys(measurements).join(', ')}.`);
  process.exit(1);
}

const results = new URL('../results/', import.meta.url);
mkdirSync(results, { recursive: true });
let misses = 0;
for (const [name, measure] of Object.entries(measurements)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.log(`${name}:`);
  const outcome = await measure();
  for (const line of outcome.lines) console.log(`  ${describe(line)}`);
  if (outcome.skipped !== undefined) console.log(`  left out: ${outcome.skipped}`);
  misses += outcome.lines.filter((line) => keeps(line) === false).length;
  if (outcome.lines.length === 0) continue;
  const lines = outcome.lines.map((line) => ({ ...line, ok: keeps(line) }));
  const result = { name, date: new Date().toISOString(), machine: machine(), lines };
  writeFileSync(new URL(`${name}.json`, results), `${JSON.stringify(result, undefined, 2)}\n`);
}
await writeReport(results);
console.log(misses === 0 ? 'Every bound is kept.' : `Bounds missed: ${String(misses)}.`);
process.exitCode = misses === 0 ? 0 : 1;
