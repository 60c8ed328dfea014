import type { CustomerCard } from '@liaise/core/api/customers';
import type { OpenedSurvey } from '@liaise/core/api/surveys';
import type { Customer } from '@liaise/core/records/customer';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Visit, VisitCreate, VisitMoveRequest } from '@liaise/core/records/visit';
import type { LiaiseError } from './error.ts';
import type { ScorecardCommands, ScorecardQueries } from './scorecard-kinds.ts';
import type { SurveyResultsQueries } from './survey-results-kinds.ts';
import type { ValueCommands, ValueQueries } from './value-kinds.ts';

/**
 * What an element can ask for: by kind, the question and the answer. Later elements add their kinds here; a source
 * that does not know a kind answers it with an error snapshot of code `unsupported`.
 */
export interface Queries extends ScorecardQueries, SurveyResultsQueries, ValueQueries {
  /** All that a customer card shows. `customer` is an id, `system:Collection/row`, a mail address or a phone number. */
  card: { question: { customer: string }; answer: CustomerCard };
  /** The customers whose name matches, at most `limit`, for choosing one. */
  customers: { question: { search?: string; limit?: number }; answer: Customer[] };
  /** One KPI's value; with `peers` also where the subject stands among its peers (`rank`, `peers`), which takes the figures of all of them. */
  kpi: {
    question: { kpi: string; subject: string; period: string; peers?: boolean; language?: string };
    answer: KpiValue;
  };
  /** One visit. */
  visit: { question: { visit: string }; answer: Visit };
  /** A customer's visits that are not closed, and the newest closed ones, newest first. */
  visits: { question: { customer: string; limit?: number }; answer: Visit[] };
  /**
   * A survey to answer: by the token of a link, or by a survey's id, for which the source opens a session. Somebody who is not to be asked now
   * is refused with `not-now`, unless they asked for it themself (`ownAct`).
   */
  survey: {
    question: { token: string } | { survey: string; ownAct?: boolean };
    /**
     * `device`: the secret of this device, which goes with every save; texts typed on another are withheld. `resume`: the address under
     * which the person goes on on another device.
     */
    answer: OpenedSurvey & { token: string; device?: string; resume?: string };
  };
}

/** What an element can have done: by kind, the order and what comes of it. */
export interface Commands extends ScorecardCommands, ValueCommands {
  /** Plan a visit, or open an unplanned one. The id is made by the element, so that a repeated order is the same visit. */
  'create-visit': { order: VisitCreate; result: Visit };
  /** Make one move of a visit. */
  'move-visit': { order: { visit: string; move: VisitMoveRequest }; result: Visit };
  /** Add a file to an answer; its id is then put among the answer's. It is kept on this device until it has arrived. */
  'attach-file': {
    order: { token: string; question: string; id: string; name: string; file: Blob };
    result: { id: string; question: string; name: string; type: string; size: number };
  };
  /** Save the answers so far; `final` ends the survey. */
  'answer-survey': {
    order: {
      token: string;
      answers: Record<string, unknown>;
      final: boolean;
      language?: string;
      device?: string;
      /** What the person keeps so as to take an anonymous answer back. */
      receipt?: string;
      /** The `savedAt` of the finished answer that this one replaces. */
      corrects?: string;
      /** Hidden fields that came with the address. */
      fields?: Readonly<Record<string, string | number | boolean>>;
      /** The bits of work that finishing takes. */
      work?: number;
    };
    result: OpenedSurvey;
  };
  /** Take an answer back. */
  'withdraw-answer': { order: { token: string }; result: OpenedSurvey };
  /** Ask me later (`until`, RFC 3339), or not again (null): on every device, whatever the survey. The result is what holds now. */
  'defer-survey': { order: { token: string; until: string | null }; result: { until: string | null; savedAt: string } };
}

export type QueryKind = keyof Queries;
export type CommandKind = keyof Commands;
export type Question<K extends QueryKind> = Queries[K]['question'];
export type Answer<K extends QueryKind> = Queries[K]['answer'];
export type Order<K extends CommandKind> = Commands[K]['order'];
export type Result<K extends CommandKind> = Commands[K]['result'];

/**
 * Where an answer stands. `ready`: fresh. `stale`: shown from an earlier time while a fresh one is asked for, or because
 * asking failed (`error` then says why). `offline`: nothing is kept and there is no line. `forbidden`: the caller may not
 * see it, or it is not there. `asOf` is an RFC 3339 instant.
 */
export type Snapshot<T> =
  | { state: 'loading' }
  | { state: 'ready'; data: T; asOf: string }
  | { state: 'stale'; data: T; asOf: string; error?: LiaiseError; offline?: boolean }
  | { state: 'offline' }
  | { state: 'forbidden'; error: LiaiseError }
  | { state: 'error'; error: LiaiseError };

/** A running question. */
export interface Subscription {
  /** Asks again, now. */
  refresh(): void;
  /** Ends it; the listener is not called any more and a request under way is given up. */
  close(): void;
}

/**
 * What came of an order. `delivered`: the gateway has it and `result` is its answer. `queued`: it is kept on this device
 * and will be sent; `result` is what the record will be, as far as the device can tell.
 */
export type Receipt<T> = { state: 'delivered' | 'queued'; result: T };

/**
 * Where elements get their data and leave their orders. The gateway, an in-memory source and a page's own object are
 * equals: an element knows only this.
 */
export interface DataSource {
  /**
   * Asks a question and keeps the listener told: first (at once, synchronously when it is at hand) from what is kept, then fresh, then whenever it
   * changes. Equal questions made at the same time cost one request; questions made in one tick travel together.
   */
  observe<K extends QueryKind>(
    kind: K,
    question: Question<K>,
    listener: (snapshot: Snapshot<Answer<K>>) => void,
  ): Subscription;
  /**
   * Carries an order out, once, however often it is repeated with the same ids. Rejects with a `LiaiseError` when the order is refused; resolves
   * as `queued` when there is no line.
   */
  submit<K extends CommandKind>(
    kind: K,
    order: Order<K>,
    options?: { signal?: AbortSignal },
  ): Promise<Receipt<Result<K>>>;
}
