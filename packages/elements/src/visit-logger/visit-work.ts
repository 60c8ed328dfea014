import { newId } from '@liaise/core/records/identifier';
import type { Position } from '@liaise/core/records/primitives';
import type { Visit, VisitMoveName, VisitMoveRequest, VisitOutcome } from '@liaise/core/records/visit';
import { moveRules } from '@liaise/core/visits';
import type { DataSource, Receipt } from '@liaise/sdk/source';
import type { VisitAct } from './visit-logger.events.ts';

/** What a person wrote and did not save yet. */
export interface Draft {
  when: string;
  purpose: string;
  notes: string;
  outcome: string;
  nextTitle: string;
  nextDue: string;
  reason: string;
}
export type DraftField = keyof Draft;

/** How the last act got on. */
export type Saving =
  | 'nothing'
  | 'locating'
  | 'saving'
  | 'delivered'
  | 'queued'
  | 'failed'
  | 'refused'
  | 'movedOn'
  | 'clock'
  | 'unconnected'
  | 'tooMany'
  | 'signIn';

/** What the work needs of its element. */
export interface WorkPlace {
  /** The customer visited, and the type of visits planned here. */
  readonly customer: string;
  readonly type: string;
  readonly source: DataSource | undefined;
  /** A position for a check-in; `undefined` where none is asked for. */
  locate(): Promise<Position | undefined> | undefined;
  /** Says what is about to be saved; false where the page stops it. */
  before(visit: string, act: VisitAct): boolean;
  saved(visit: string, act: VisitAct, delivered: boolean): void;
  /** Something here has changed. */
  changed(): void;
  /** Asks for the visits anew. */
  refresh(): void;
}

const blank: Draft = { when: '', purpose: '', notes: '', outcome: '', nextTitle: '', nextDue: '', reason: '' };

/** Which field of the draft a refusal of the gateway names. */
const fieldOf: Readonly<Record<string, DraftField>> = {
  plannedStart: 'when',
  purpose: 'purpose',
  notes: 'notes',
  outcome: 'outcome',
  nextStep: 'nextTitle',
  'nextStep.title': 'nextTitle',
  'nextStep.dueOn': 'nextDue',
  reason: 'reason',
};

/** What is read of a refusal. */
interface Refusal {
  code?: unknown;
  issues?: readonly { path: string }[];
}

/**
 * A person's work on the visits to one customer: what is written, what is saved and how that got on. It knows no page. A repeated try is the
 * same visit and the same move: ids and times are made once.
 */
export class VisitWork {
  /** The visit being worked on, where the person chose one. */
  chosen: string | undefined;
  planning = false;
  /** Something else than the usual happened to the visit. */
  excepting = false;
  saving: Saving = 'nothing';
  /** The field to mend, and whether it was the gateway that said so. */
  fault: { field: DraftField; refused: boolean } | undefined;
  /** The last check-in has no position. */
  unlocated = false;

  readonly #place: WorkPlace;
  readonly #own = new Map<string, Visit>();
  readonly #drafts = new Map<string, Draft>();
  readonly #times = new Map<string, string>();
  #planId = newId();
  #nowId = newId();

  constructor(place: WorkPlace) {
    this.#place = place;
  }

  /** The visits as they are known: what the source tells, and this person's acts that it does not know of yet. */
  known(told: readonly Visit[]): Visit[] {
    const all = new Map(told.map((visit) => [visit.id, visit]));
    for (const [id, visit] of this.#own) {
      const other = all.get(id);
      if (!other || other.moves.length < visit.moves.length) all.set(id, visit);
      else this.#own.delete(id);
    }
    return [...all.values()];
  }

  /** The visit to show: the chosen one, or else one that is open. */
  current(told: readonly Visit[], chosen: string | undefined = this.chosen): Visit | undefined {
    const known = this.known(told);
    return (
      known.find(({ id }) => id === chosen) ??
      known.find(({ status }) => status === 'checked-in' || status === 'checked-out')
    );
  }

  /** What is written about a visit, or about the one being planned. */
  draft(visit?: Visit): Draft {
    const { notes = '', outcome = '', nextStep } = visit ?? {};
    const start = { ...blank, notes, outcome, nextTitle: nextStep?.title ?? '', nextDue: nextStep?.dueOn ?? '' };
    return this.#drafts.get(visit?.id ?? 'plan') ?? (visit ? start : { ...start, when: nextHour() });
  }

  write(visit: Visit | undefined, field: DraftField, value: string): void {
    this.#drafts.set(visit?.id ?? 'plan', { ...this.draft(visit), [field]: value });
    if (!this.fault) return;
    this.fault = undefined;
    this.#place.changed();
  }

  goTo(chosen?: string, { planning = false, excepting = false } = {}): void {
    Object.assign(this, { chosen, planning, excepting, fault: undefined });
    if (!this.#isBusy) this.saving = 'nothing';
    this.#place.changed();
  }

  /** Another customer: what was shown of the last one is gone, and what was written about the visits to it is kept. */
  leave(): void {
    this.#own.clear();
    this.#drafts.delete('plan');
    this.goTo();
  }

  async plan(): Promise<void> {
    const { when, purpose } = this.draft();
    const start = new Date(when);
    if (Number.isNaN(start.getTime())) return this.#mend('when');
    const { customer, type } = this.#place;
    const order = {
      id: this.#planId,
      customerId: customer,
      type,
      plannedStart: start.toISOString(),
      ...(purpose.trim() && { purpose }),
    };
    const visit = await this.#submit(order.id, 'plan', (source) => source.submit('create-visit', order));
    if (!visit) return;
    this.#planId = newId();
    this.#drafts.delete('plan');
    this.planning = false;
    this.#place.changed();
  }

  /** Checks in without a plan: a new visit, and its first move. */
  async checkInNow(): Promise<void> {
    const { customer, type } = this.#place;
    const order = { id: this.#nowId, customerId: customer, type };
    const visit = await this.#submit(order.id, 'check-in', async (source, position) => {
      const planned = await source.submit('create-visit', order);
      this.#own.set(order.id, planned.result);
      const move = this.#timed(order.id, { move: 'check-in', ...position });
      return source.submit('move-visit', { visit: order.id, move });
    });
    if (visit) this.chosen = visit.id;
    this.#place.changed();
  }

  async move(visit: Visit, move: VisitMoveName): Promise<void> {
    const { reason, notes, outcome, nextTitle, nextDue } = this.draft(visit);
    if (moveRules[move].needsReason && reason.trim() === '') return this.#mend('reason');
    const tells = move === 'check-out' || move === 'report';
    if (move === 'report' && nextDue && nextTitle.trim() === '') return this.#mend('nextTitle');
    if (nextDue && Number.isNaN(Date.parse(nextDue))) return this.#mend('nextDue');
    const request: VisitMoveRequest = {
      move,
      ...(moveRules[move].needsReason && { reason }),
      ...(tells && notes.trim() && { notes }),
      ...(tells && outcome && { outcome: outcome as VisitOutcome }),
      ...(move === 'report' &&
        nextTitle.trim() && { nextStep: { title: nextTitle, ...(nextDue && { dueOn: nextDue }) } }),
    };
    const moved = await this.#submit(visit.id, move, (source, position) =>
      source.submit('move-visit', { visit: visit.id, move: this.#timed(visit.id, { ...request, ...position }) }),
    );
    if (!moved) return;
    this.excepting = false;
    this.chosen = moved.id;
    if (move !== 'check-in' && move !== 'check-out') this.#drafts.delete(visit.id);
    this.#place.changed();
  }

  get #isBusy(): boolean {
    return this.saving === 'locating' || this.saving === 'saving';
  }

  /** A repeated try of the same move is the same move: it keeps the time of the first. */
  #timed(visit: string, request: VisitMoveRequest): VisitMoveRequest {
    const key = `${visit} ${request.move}`;
    const at = this.#times.get(key) ?? new Date().toISOString();
    this.#times.set(key, at);
    return { ...request, at };
  }

  #mend(field: DraftField, refused = false): void {
    this.fault = { field, refused };
    this.#place.changed();
  }

  #tell(saving: Saving): void {
    this.saving = saving;
    this.#place.changed();
  }

  async #submit(
    id: string,
    act: VisitAct,
    order: (source: DataSource, position: { position?: Position }) => Promise<Receipt<Visit>>,
  ): Promise<Visit | undefined> {
    const place = this.#place;
    const { source } = place;
    if (this.#isBusy) return undefined;
    if (!source) {
      this.#tell('unconnected');
      return undefined;
    }
    if (!place.before(id, act)) return undefined;
    try {
      const locating = act === 'check-in' ? place.locate() : undefined;
      this.#tell(locating ? 'locating' : 'saving');
      const position = await locating;
      this.#tell('saving');
      const { state, result } = await order(source, position ? { position } : {});
      this.unlocated = locating !== undefined && !position;
      this.#own.set(result.id, result);
      this.#times.delete(`${id} ${act}`);
      if (id === this.#nowId) this.#nowId = newId();
      this.#tell(state);
      place.saved(result.id, act, state === 'delivered');
      return result;
    } catch (cause) {
      this.#tell(this.#why(cause as Refusal, id, act));
      return undefined;
    }
  }

  /** What a refusal means; a field that it names is marked. */
  #why({ code, issues = [] }: Refusal, id: string, act: VisitAct): Saving {
    const paths = issues.map(({ path }) => path.replace(/^body\./, ''));
    const field = paths.map((path) => fieldOf[path]).find(Boolean);
    switch (code) {
      case 'invalid-body':
      case 'invalid-move':
      case 'conflict':
      case 'already-exists':
      case 'not-found':
      case 'forbidden':
        // Refused for good: the next try is another one, at its own time.
        this.#times.delete(`${id} ${act}`);
        if (field) this.fault = { field, refused: true };
        if (field || code === 'forbidden' || code === 'invalid-body') return 'refused';
        if (paths.includes('at')) return 'clock';
        this.#own.delete(id);
        this.#place.refresh();
        return 'movedOn';
      case 'rate-limited':
        return 'tooMany';
      case 'unauthenticated':
      case 'token-expired':
      case 'token-revoked':
      case 'no-token':
        return 'signIn';
      default:
        return 'failed';
    }
  }
}

/** The next full hour here, as a `datetime-local` field takes it. */
function nextHour(): string {
  const now = new Date();
  now.setHours(now.getHours() + 1, 0, 0, 0);
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
