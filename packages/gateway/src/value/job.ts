import { createHash } from 'node:crypto';
import { dayName, dayNumber, dayOf } from '@liaise/core/kpi';
import type { Level } from '@liaise/core/value';
import type { Job, JobContext } from '../jobs/job.ts';
import { readCompanySettings } from '../settings/settings.ts';
import { assess, isAbove, rankCustomers, type Ranking, type StageMoves } from './assess.ts';
import {
  before,
  chunkEnd,
  groupsOffered,
  readCustomers,
  readPurchases,
  readTiers,
  type CustomerFacts,
  type Days,
  type PurchaseFacts,
  type Tails,
} from './facts.ts';
import { forecastOf, historiesOf, tailsOf } from './forecasts.ts';
import type { Models } from './models.ts';
import { askMoves, changeStage, changeTier, reasonOf, stageMoveOf, type StageMove, type TierMove } from './moves.ts';
import { Predictor } from './predictor.ts';
import { readModels, removeOthers, writeModels, writeValues, type KeptModels, type ValueToWrite } from './store.ts';

/** How long models are used before they are fitted anew, and how far the purchases may have moved meanwhile. */
const refitAfter = 7 * 86_400_000;
const refitChange = 0.1;
const chunkSize = 1000;
const noCustomer = '00000000-0000-0000-0000-000000000000';

/** What a run of the job did. */
export interface ValueRun {
  customers: number;
  /** Forecasts computed; the others still hold. */
  forecasts: number;
  written: number;
  up: number;
  /** Moves between stages of life that were made. */
  stages: number;
  asked: number;
  withdrawn: number;
  fitted: boolean;
  /** Which model and why, or why there is none; an English sentence. */
  reason: string;
}

interface Chunk {
  after: string;
  until: string;
  purchases: PurchaseFacts[];
}

interface Plan {
  days: Days;
  period: string;
  offered: number;
  stageMoves: StageMoves;
  chunks: Chunk[];
  rankings: ReadonlyMap<string, Ranking>;
  models: Models | null;
  fittedAt: string | null;
}

/** The quarter of the company's year that a day lies in, such as `2026-Q4`. */
export function quarterOf(day: string, fiscalStartMonth: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const index = Math.floor((year * 12 + month - fiscalStartMonth) / 3);
  return `${String(Math.floor(index / 4)).padStart(4, '0')}-Q${String((index % 4) + 1)}`;
}

/**
 * Computes what customers are worth and what is expected of them, and keeps what changed. Models are fitted once a week, or
 * when a tenth of the purchases is new; between, only customers whose purchases changed are looked ahead for. Upgrades are
 * made at once, downgrades asked for; moves between stages of life are made or asked for as the company has it.
 */
export async function runValue(context: JobContext): Promise<ValueRun> {
  const predictor = new Predictor(context.signal);
  try {
    const { plan, fitted, reason } = await prepare(context, predictor);
    const none = { customers: 0, forecasts: 0, written: 0, up: 0, stages: 0, asked: 0, withdrawn: 0 };
    const done: ValueRun = { ...none, fitted, reason };
    for (const chunk of plan.chunks) await runChunk(context, predictor, plan, chunk, done);
    return done;
  } finally {
    await predictor.close();
  }
}

/** Reads all purchases, ranks customers and sees to the models. */
async function prepare(
  context: JobContext,
  predictor: Predictor,
): Promise<{ plan: Plan; fitted: boolean; reason: string }> {
  const { settings, offered, known } = await context.read(async (work) => ({
    settings: await readCompanySettings(work),
    offered: await groupsOffered(work),
    known: await readModels(work),
  }));
  const { timeZone, fiscalStartMonth, pyramidShares, stageMoves = {} } = settings;
  const today = dayOf(context.now.getTime(), timeZone);
  const monthEnd = dayNumber(`${dayName(today).slice(0, 8)}01`) - 1;
  const days: Days = { timeZone, today, monthEnd };
  const { chunks, tiers } = await readAll(context, days);
  const everybody = chunks.flatMap(({ purchases }) => purchases);
  const byCurrency = inCurrencies(everybody);
  const rankings = new Map(
    [...byCurrency].map(([currency, purchases]) => [
      currency,
      rankCustomers(purchases, (id) => tiers.get(id) ?? null, days, pyramidShares),
    ]),
  );

  const bought = everybody.reduce((sum, one) => sum + one.days, 0);
  let models = known?.models ?? null;
  let fittedAt = known?.fittedAt ?? null;
  let fittedTo = known?.fittedTo ?? 0;
  let reason = models ? `${models.fit.model}, fitted before.` : 'No model yet.';
  const isOld = fittedAt === null || context.now.getTime() - Date.parse(fittedAt) >= refitAfter;
  const hasMoved = Math.abs(bought - fittedTo) > refitChange * fittedTo;
  const fitted = everybody.length > 0 && (isOld || hasMoved);
  if (fitted) {
    const currencies = [...byCurrency.keys()];
    const currencyOf = Int32Array.from(everybody, ({ currency }) => currencies.indexOf(currency));
    const all = historiesOf(everybody, today).of;
    ({ models, reason } = await predictor.ask({ kind: 'fit', all, currencies, currencyOf }));
    fittedAt = context.now.toISOString();
    fittedTo = bought;
  }
  // Kept first: values are answered together with what they were measured by.
  const kept = new Map<string, KeptModels>(
    [...rankings].map(([currency, { thresholds, of }]) => [
      currency,
      { thresholds, customers: of.size, models, fittedTo },
    ]),
  );
  await context.write((work) => writeModels(work, { fittedAt, of: kept }));
  const period = quarterOf(dayName(today), fiscalStartMonth);
  return { plan: { days, period, offered, stageMoves, chunks, rankings, models, fittedAt }, fitted, reason };
}

/** The purchases of all customers, some customers a transaction, and every customer's level. */
async function readAll(context: JobContext, days: Days): Promise<{ chunks: Chunk[]; tiers: Map<string, Level> }> {
  const chunks: Chunk[] = [];
  const tiers = new Map<string, Level>();
  for (let after = noCustomer; ;) {
    const until = await context.read(async (work) => {
      const end = await chunkEnd(work, after, chunkSize);
      if (end === null) return null;
      chunks.push({ after, until: end, purchases: await readPurchases(work, days, after, end) });
      for (const [id, tier] of await readTiers(work, after, end)) tiers.set(id, tier);
      return end;
    });
    if (until === null) return { chunks, tiers };
    after = until;
  }
}

function inCurrencies(rows: readonly PurchaseFacts[]): Map<string, PurchaseFacts[]> {
  const found = new Map<string, PurchaseFacts[]>();
  for (const row of rows) {
    const those = found.get(row.currency);
    if (those) those.push(row);
    else found.set(row.currency, [row]);
  }
  return found;
}

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

/** Stored JSON comes back in another order. */
const tailsInOrder = (tails: Tails | null): unknown =>
  tails && [tails.alive, tails.aliveBefore ?? null, tails.lower ?? null, tails.upper ?? null];

/** Of which purchases and model a forecast is: while this stays, so does the forecast. */
const forecastBasis = (facts: PurchaseFacts, fittedAt: string | null): string => {
  const { currency, days, first, last, paid, paidFirst } = facts;
  return digest([fittedAt, currency, days, first, last, paid, paidFirst]);
};

/** Looks ahead for those whose purchases changed, assesses all of the chunk, and writes what is new. */
async function runChunk(
  context: JobContext,
  predictor: Predictor,
  plan: Plan,
  chunk: Chunk,
  done: ValueRun,
): Promise<void> {
  const { days, models, fittedAt, offered, stageMoves } = plan;
  const { after, until, purchases } = chunk;
  const customers = await context.read((work) => readCustomers(work, days, after, until));
  const present = purchases.filter(({ customerId }) => customers.has(customerId));
  const basisOf = new Map(present.map((facts) => [facts.customerId, forecastBasis(facts, fittedAt)]));
  const changed = present.filter(
    ({ customerId }) => customers.get(customerId)?.basis?.split(' ')[0] !== basisOf.get(customerId),
  );
  const ahead = models ? await lookAhead(context, predictor, models, changed, days) : new Map<string, Ahead>();

  const rows: ValueToWrite[] = [];
  const ups: TierMove[] = [];
  const downs: TierMove[] = [];
  const made: StageMove[] = [];
  const proposed: StageMove[] = [];
  const isChanged = new Set(changed.map(({ customerId }) => customerId));
  for (const facts of present) {
    const { customerId, currency, value } = facts;
    const customer = customers.get(customerId);
    const standing = plan.rankings.get(currency)?.of.get(customerId);
    if (!customer || !standing) continue;
    const found = ahead.get(customerId);
    const tails = isChanged.has(customerId) ? (found?.tails ?? null) : customer.tails;
    const { assessment, stages } = assess(facts, customer, standing, {
      tails,
      offered,
      today: days.today,
      stageMoves,
    });
    const content = digest([assessment, tailsInOrder(tails), standing.level, value]);
    const basis = `${basisOf.get(customerId) ?? ''} ${content}`;
    const row: ValueToWrite = { customerId, currency, tier: standing.level, value, basis, assessment, tails };
    if (isChanged.has(customerId)) rows.push({ ...row, forecast: found?.forecast ?? null });
    else if (basis !== customer.basis) rows.push(row);
    const move = moveOf(facts, customer, standing.lower ?? standing.level, plan);
    if (move) (standing.lower ? downs : ups).push(move);
    for (const one of stages.made) made.push(stageMoveOf(customer, one));
    if (stages.proposed) proposed.push(stageMoveOf(customer, stages.proposed));
  }

  const kept = present.map(({ customerId }) => customerId);
  const counted = await context.write(async (work) => {
    await writeValues(work, rows);
    await removeOthers(work, after, until, kept);
    let up = 0;
    for (const move of ups) if (await changeTier(work, move)) up += 1;
    let moved = 0;
    for (const move of made) if (await changeStage(work, move)) moved += 1;
    const moves = [...downs, ...proposed];
    return { up, moved, ...(await askMoves(work, { customerIds: [...customers.keys()], moves, period: plan.period })) };
  });
  done.customers += present.length;
  done.forecasts += ahead.size;
  done.written += rows.length;
  done.up += counted.up;
  done.stages += counted.moved;
  done.asked += counted.asked;
  done.withdrawn += counted.withdrawn;
}

/** The move that a customer's value calls for, with its reason. */
function moveOf(facts: PurchaseFacts, customer: CustomerFacts, to: Level, { rankings }: Plan): TierMove | null {
  const from = customer.tier ?? undefined;
  if (from === to) return null;
  const { customerId, currency, value } = facts;
  // A rise passes the threshold of the level reached, a fall that of the level left.
  const passed = from === undefined || isAbove(to, from) ? to : from;
  const order: readonly Level[] = ['top', 'big', 'medium', 'small'];
  const threshold = rankings.get(currency)?.thresholds[order.indexOf(passed)] ?? null;
  return {
    field: 'tier',
    customerId,
    from,
    to,
    reason: reasonOf({ from, to, value, threshold }, currency, customer.language),
  };
}

interface Ahead {
  forecast: ReturnType<typeof forecastOf>;
  tails: ReturnType<typeof tailsOf>;
}

async function lookAhead(
  context: JobContext,
  predictor: Predictor,
  models: Models,
  rows: readonly PurchaseFacts[],
  { today }: Days,
): Promise<Map<string, Ahead>> {
  const asOf = context.now.toISOString();
  const found = new Map<string, Ahead>();
  for (const [currency, those] of inCurrencies(rows)) {
    const { figures } = await predictor.ask({ kind: 'look', models, currency, before, ...historiesOf(those, today) });
    those.forEach(({ customerId }, i) =>
      found.set(customerId, {
        forecast: forecastOf(figures, i, { models, currency, today, asOf }),
        tails: tailsOf(figures, i),
      }),
    );
  }
  return found;
}

const plural = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

/** `liaise jobs run value` and each night: values, forecasts, upgrades, and downgrades to decide. */
export const valueJob: Job = {
  name: 'value',
  summary: 'values, levels, signals and forecasts of customers',
  schedule: { dailyAt: '2:30' },
  async run(context) {
    const { customers, forecasts, written, up, stages, asked, withdrawn, fitted, reason } = await runValue(context);
    return `${plural(customers, 'customer')} with purchases: ${plural(forecasts, 'forecast')} computed, ${plural(written, 'row')} written, ${plural(up, 'level')} raised or given, ${plural(stages, 'stage')} moved, ${plural(asked, 'decision')} asked for, ${withdrawn} withdrawn. ${fitted ? 'Models fitted: ' : ''}${reason}`;
  },
};
