import { findKpi, inLocale } from '@liaise/core/kpi';
import { moveVisit, newVisit } from '@liaise/core/visits';
import type { CustomerCard } from '@liaise/core/api/customers';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Visit } from '@liaise/core/records/visit';
import { LiaiseError } from '@liaise/sdk/error';
import type {
  Answer,
  CommandKind,
  DataSource,
  Order,
  QueryKind,
  Question,
  Result,
  Snapshot,
  Subscription,
} from '@liaise/sdk/source';
import {
  emptyScorecards,
  scorecardDoers,
  scorecardFinders,
  type ScorecardWorld,
  withoutPlace,
} from './memory-scorecards.ts';
import { emptyResults, resultsFinders, type ResultsWorld } from './memory-survey-results.ts';
import { emptyValue, valueDoers, valueFinders, type ValueWorld } from './memory-value.ts';

/** A survey as the customer's side sees it, with the token of its link. */
export type OpenSurvey = Answer<'survey'>;

/** The records a memory source holds. */
export interface World extends ScorecardWorld, ResultsWorld, ValueWorld {
  cards: CustomerCard[];
  kpis: KpiValue[];
  visits: Visit[];
  surveys: OpenSurvey[];
}

/** How a source answers a kind of question or order from now on. */
export type Condition = 'ready' | 'loading' | 'stale' | 'stale-offline' | 'offline' | 'forbidden' | 'error';

export interface MemorySourceOptions {
  world?: Partial<World>;
  /** Milliseconds until an answer comes; without it answers are at hand at once. */
  latency?: number;
  /** Who gives the orders. */
  rep?: string;
  /** The clock, as RFC 3339 in UTC. */
  now?: () => string;
}

/** A data source without a line, for tests and for pages without a gateway, with controls of its own. */
export interface MemorySource extends DataSource {
  readonly world: World;
  /** Every question, in the order asked; a refresh counts again. */
  readonly asked: readonly { kind: QueryKind; question: unknown }[];
  /** Every order that was taken, in order. */
  readonly orders: readonly { kind: CommandKind; order: unknown }[];
  /** How many questions are running. */
  readonly running: number;
  /** Sets how a kind of question or order (or all of them) is answered, and tells those who are listening. */
  set(kind: QueryKind | CommandKind | 'all', condition: Condition): void;
  /** Changes records and tells those who are listening. */
  change(change: (world: World) => void): void;
}

interface Listener {
  kind: QueryKind;
  tell(): void;
}

/** Makes a source that holds records in memory and carries orders out on them. */
export function createMemorySource(options: MemorySourceOptions = {}): MemorySource {
  const { latency, rep = '01930b5e-7c00-7000-8000-0000000000aa', now = () => new Date().toISOString() } = options;
  const world: World = {
    cards: [],
    kpis: [],
    visits: [],
    surveys: [],
    ...emptyScorecards(),
    ...emptyResults(),
    ...emptyValue(),
    ...structuredClone(options.world ?? {}),
  };
  const conditions = new Map<QueryKind | CommandKind | 'all', Condition>();
  const listeners = new Set<Listener>();
  const asked: { kind: QueryKind; question: unknown }[] = [];
  const orders: { kind: CommandKind; order: unknown }[] = [];

  const conditionOf = (kind: QueryKind | CommandKind): Condition =>
    conditions.get(kind) ?? conditions.get('all') ?? 'ready';
  const tellAll = (kind: QueryKind | CommandKind | 'all' = 'all'): void => {
    for (const listener of [...listeners]) if (kind === 'all' || listener.kind === kind) listener.tell();
  };

  function snapshot<K extends QueryKind>(kind: K, question: Question<K>): Snapshot<Answer<K>> {
    const condition = conditionOf(kind);
    if (condition === 'loading' || condition === 'offline') return { state: condition };
    if (condition === 'forbidden')
      return { state: 'forbidden', error: new LiaiseError({ code: 'forbidden', status: 403 }) };
    if (condition === 'error') return { state: 'error', error: failure() };
    const data = structuredClone(find(world, kind, question));
    if (!data) return { state: 'forbidden', error: new LiaiseError({ code: 'not-found', status: 404 }) };
    if (condition === 'ready') return { state: 'ready', data, asOf: now() };
    const asOf = new Date(Date.parse(now()) - 7_200_000).toISOString();
    return condition === 'stale'
      ? { state: 'stale', data, asOf, error: failure() }
      : { state: 'stale', data, asOf, offline: true };
  }

  return {
    world,
    asked,
    orders,
    get running() {
      return listeners.size;
    },
    set(kind, condition) {
      if (kind === 'all') conditions.clear();
      conditions.set(kind, condition);
      tellAll(kind);
    },
    change(change) {
      change(world);
      tellAll();
    },
    observe(kind, question, listener): Subscription {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const answer = (): void => listener(snapshot(kind, question));
      const entry: Listener = { kind, tell: answer };
      const ask = (): void => {
        asked.push({ kind, question });
        clearTimeout(timer);
        if (latency === undefined) answer();
        else timer = setTimeout(answer, latency);
      };
      listeners.add(entry);
      if (latency !== undefined) listener({ state: 'loading' });
      ask();
      return {
        refresh: ask,
        close() {
          clearTimeout(timer);
          listeners.delete(entry);
        },
      };
    },
    async submit(kind, order, { signal } = {}) {
      if (latency !== undefined) await new Promise((resolve) => setTimeout(resolve, latency));
      if (signal?.aborted) throw new LiaiseError({ code: 'aborted' });
      const condition = conditionOf(kind);
      if (condition === 'forbidden') throw new LiaiseError({ code: 'forbidden', status: 403 });
      if (condition === 'error') throw failure();
      orders.push({ kind, order: structuredClone(order) });
      const result = carryOut(world, kind, order, { rep, now: now() });
      tellAll();
      return { state: condition === 'offline' ? 'queued' : 'delivered', result: structuredClone(result) };
    },
  };
}

const failure = (): LiaiseError => new LiaiseError({ code: 'unavailable', status: 503, retryable: true });

/** Looks a question's answer up; undefined where nothing is held. */
function find<K extends QueryKind>(world: World, kind: K, question: Question<K>): Answer<K> | undefined {
  const finders: { [Q in QueryKind]: (question: Question<Q>) => Answer<Q> | undefined } = {
    card: ({ customer }) => world.cards.find((card) => names(card, customer)),
    customers: ({ search = '', limit = 20 }) =>
      world.cards
        .map((card) => card.customer)
        .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
        .slice(0, limit),
    kpi: (asked) => {
      const held = [...world.kpis, ...world.scorecards.flatMap(({ lines }) => lines.map(({ value }) => value))];
      const value = held.find(
        ({ kpi, subject, period }) => kpi === asked.kpi && subject === asked.subject && period === asked.period,
      );
      const told = value && inLanguage(value, asked.language);
      return !told || asked.peers === true ? told : withoutPlace(told);
    },
    visit: ({ visit }) => world.visits.find(({ id }) => id === visit),
    visits: ({ customer, limit = 20 }) => {
      const id = world.cards.find((card) => names(card, customer))?.customer.id ?? customer;
      return world.visits
        .filter(({ customerId }) => customerId === id)
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, limit);
    },
    survey: (asked) =>
      world.surveys.find(({ token, definition }) =>
        'token' in asked ? token === asked.token : definition.id === asked.survey,
      ),
    me: (asked) => scorecardFinders.me(world, asked),
    scorecard: (asked) => scorecardFinders.scorecard(world, asked),
    leaderboard: (asked) => scorecardFinders.leaderboard(world, asked),
    'kpi-sources': (asked) => scorecardFinders['kpi-sources'](world, asked),
    goals: (asked) => valueFinders.goals(world, asked),
    pyramid: (asked) => valueFinders.pyramid(world, asked),
    'value-customers': (asked) => valueFinders['value-customers'](world, asked),
    catalogue: (asked) => valueFinders.catalogue(world, asked),
    models: (asked) => valueFinders.models(world, asked),
    'survey-results': (asked) => resultsFinders['survey-results'](world, asked),
    'survey-comments': (asked) => resultsFinders['survey-comments'](world, asked),
    'survey-results-file': (asked) => resultsFinders['survey-results-file'](world, asked),
  };
  return finders[kind](question);
}

/** Whether a reference names the customer of a card. */
function names({ customer }: CustomerCard, reference: string): boolean {
  if (customer.id === reference || customer.externalRefs?.includes(reference)) return true;
  return customer.channels?.some(({ value }) => value === reference) ?? false;
}

/** Carries an order out on the records, once however often it comes with the same ids. */
function carryOut<K extends CommandKind>(
  world: World,
  kind: K,
  order: Order<K>,
  context: { rep: string; now: string },
): Result<K> {
  const { rep, now } = context;
  const doers: { [C in CommandKind]: (order: Order<C>) => Result<C> } = {
    'create-visit': (create) => {
      const there = world.visits.find(({ id }) => id === create.id);
      if (there) return there;
      const visit = newVisit(create, { repId: rep, now });
      world.visits.push(visit);
      return visit;
    },
    'move-visit': ({ visit: id, move }) => {
      const index = world.visits.findIndex((visit) => visit.id === id);
      const visit = world.visits[index];
      if (!visit) throw new LiaiseError({ code: 'not-found', status: 404 });
      const made = moveVisit(visit, move, { by: rep, role: 'rep', receivedAt: now });
      if (!made.ok) throw new LiaiseError({ code: 'invalid-move', status: 422, issues: [made.refusal] });
      world.visits[index] = made.visit;
      return made.visit;
    },
    'attach-file': ({ token, id, question, name, file }) => {
      if (world.surveys.every((one) => one.token !== token))
        throw new LiaiseError({ code: 'link-unusable', status: 404 });
      return { id, question, name, type: file.type, size: file.size };
    },
    'answer-survey': ({ token, answers, final, language, corrects }) => {
      const survey = world.surveys.find((one) => one.token === token);
      if (!survey) throw new LiaiseError({ code: 'link-unusable', status: 404 });
      const corrected = survey.correctable === true && corrects !== undefined && corrects === survey.savedAt;
      if (survey.status !== 'open' && !corrected) throw new LiaiseError({ code: 'conflict', status: 409 });
      Object.assign(survey, { answers, savedAt: now, status: final ? 'finished' : 'open' });
      if (language !== undefined) survey.language = language;
      const { token: _, ...opened } = survey;
      return opened;
    },
    'withdraw-answer': ({ token }) => {
      const survey = world.surveys.find((one) => one.token === token);
      if (!survey) throw new LiaiseError({ code: 'link-unusable', status: 404 });
      Object.assign(survey, { answers: {}, status: 'withdrawn' });
      const { token: _, ...opened } = survey;
      return opened;
    },
    'defer-survey': ({ until }) => ({ until, savedAt: now }),
    appeal: (given) => scorecardDoers.appeal(world, given, context),
    decide: (given) => scorecardDoers.decide(world, given, context),
    'save-review': (given) => scorecardDoers['save-review'](world, given, context),
    'acknowledge-review': (given) => scorecardDoers['acknowledge-review'](world, given, context),
    recognise: (given) => scorecardDoers.recognise(world, given, context),
    'set-goal': (given) => valueDoers['set-goal'](world, given, context),
    'check-in': (given) => valueDoers['check-in'](world, given, context),
    'save-model': (given) => valueDoers['save-model'](world, given, context),
    'review-customer': (given) => valueDoers['review-customer'](world, given, context),
  };
  return doers[kind](order);
}

/** A value whose formula is told in a language, where the catalogue has the KPI. */
function inLanguage(value: KpiValue, language: string | undefined): KpiValue {
  const definition = language === undefined ? undefined : findKpi(value.kpi);
  return definition && language !== undefined ? { ...value, formula: inLocale(definition.formula, language) } : value;
}
