import { html, type TemplateResult } from 'lit';
import { checkGoal, checkParent, type Calendar, type GoalFault } from '@liaise/core/kpi';
import type { Goal, GoalCreate } from '@liaise/core/records/goal';
import { newId } from '@liaise/core/records/identifier';
import type { GoalsAnswer } from '@liaise/sdk/value-kinds';
import { saying } from '../base/filing.ts';
import { fromField, toField, writtenAs, type Written } from '../base/kpi-number.ts';
import { area, choice, input, type FormView } from './fields.ts';
import { FormWork } from './form-work.ts';
import { BeforeTargetSaveEvent, GoalSavedEvent } from './targets.events.ts';

const fields = ['kpi', 'subject', 'target', 'baseline', 'warn', 'wording', 'ownerId', 'dueOn', 'parentId'] as const;
type Field = (typeof fields)[number];

/** What is written and not saved yet. The id is made once, so that a repeated try is the same goal. */
type Draft = Record<Field, string> & { id: string; version?: number };

/** What the form is drawn with. */
export interface GoalFormView {
  data: GoalsAnswer;
  period: string;
  /** The subjects a target may be for here. */
  subjects: readonly (readonly [subject: string, name: string])[];
  nameOf: (goal: Pick<Goal, 'kpi' | 'subject'>) => string;
  kpiName: (kpi: string) => string;
  /** Told of a goal that is saved, before its form closes. */
  saved: (goal: Pick<Goal, 'kpi' | 'subject'>) => void;
}

/** What is kept under for a target that is not there yet. */
const fresh = 'new';

/** A person's work on targets: one form, and what was written in it for each. */
export class GoalForm extends FormWork {
  /** The goal whose form is open, or `new`. */
  goal: string | undefined;
  readonly #drafts = new Map<string, Draft>();

  /** Opens the form of a goal, or of a new one. */
  open(goal: Goal | undefined, { data }: Pick<GoalFormView, 'data'>): void {
    this.goal = goal?.id ?? fresh;
    this.faults.clear();
    this.filing.forget();
    if (!this.#drafts.has(this.goal)) this.#drafts.set(this.goal, goal ? draftOf(goal, data) : blank());
    this.focusOn('#kpi');
  }

  close(): void {
    const { goal } = this;
    this.goal = undefined;
    this.focusOn(goal === fresh ? '#add' : `#change-${goal ?? ''}`);
  }

  render(view: GoalFormView): TemplateResult {
    const { words, goal = fresh } = this;
    const draft = this.#drafts.get(goal) ?? blank();
    const { data, subjects, nameOf, kpiName } = view;
    const current = data.goals.find(({ id }) => id === goal);
    // Changed by somebody else meanwhile: the next try rests on what is shown now, with what was written.
    if (current && this.filing.said(goal) === 'movedOn') draft.version = current.version;
    const kpi = data.kpis?.find(({ id }) => id === draft.kpi);
    const { suffix } = writtenOf(draft.kpi, data);
    const unit = suffix && (words.units[suffix] ?? suffix);
    const form: FormView = {
      faults: this.faults,
      optional: words.optional,
      write: (id, value) => {
        Object.assign(draft, { [id]: value });
        this.mended(id);
      },
    };
    const common = (id: Field) => ({ id, label: words.fields[id], value: draft[id] });
    const direction = kpi && kpi.direction !== 'neutral' ? words[kpi.direction] : undefined;
    const owners = (data.subjects ?? [])
      .filter(({ subject }) => subject.startsWith('rep:'))
      .map(({ subject, name }) => [subject.slice(4), name] as const);
    const parents = data.goals
      .filter(({ id }) => id === draft.parentId || this.#fits(draft, id, view))
      .map((one) => [one.id, nameOf(one)] as const);
    return html`<form
      novalidate
      aria-labelledby="goal-title"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#save(draft, view);
      }}
    >
      <h4 id="goal-title">${goal === fresh ? words.newTarget : nameOf(current ?? draft)}</h4>
      <div class="pair">
        ${choice(form, {
          ...common('kpi'),
          none: words.choose,
          choices: (data.kpis ?? []).map(({ id }) => [id, kpiName(id)] as const),
          hint: direction,
        })}
        ${choice(form, { ...common('subject'), none: words.choose, choices: subjects })}
      </div>
      <div class="pair">
        ${input(form, { ...common('target'), type: 'number', suffix: unit })}
        ${input(form, { ...common('baseline'), type: 'number', suffix: unit, isOptional: true })}
        ${input(form, { ...common('warn'), type: 'number', suffix: unit, isOptional: true })}
      </div>
      ${area(form, { ...common('wording'), isOptional: true })}
      <div class="pair">
        ${choice(form, { ...common('ownerId'), none: words.nobody, choices: owners, isOptional: true })}
        ${input(form, { ...common('dueOn'), type: 'date', isOptional: true })}
      </div>
      ${choice(form, { ...common('parentId'), none: words.none, choices: parents, isOptional: true })}
      <div class="actions">
        <button class="primary" type="submit">${words.save}</button>
        <button type="button" @click=${() => this.close()}>${words.back}</button>
        ${saying(this.filing, goal, words.filed)}
      </div>
    </form>`;
  }

  #fits(draft: Draft, parentId: string, view: GoalFormView): boolean {
    return parentFaults({ ...goalOf(draft, view), parentId }, view).length === 0;
  }

  /** What is wrong with what is written, by field. */
  #check(draft: Draft, view: GoalFormView): Map<string, string> {
    const { wrong } = this.words;
    const { data, period } = view;
    const written = writtenOf(draft.kpi, data);
    const faults = new Map<string, string>();
    if (draft.kpi === '') faults.set('kpi', wrong.kpi);
    if (draft.subject === '') faults.set('subject', wrong.subject);
    const isTaken = data.goals.some(
      (one) => one.id !== draft.id && one.kpi === draft.kpi && one.subject === draft.subject && one.period === period,
    );
    if (isTaken) faults.set('kpi', wrong.taken);
    for (const field of ['target', 'baseline', 'warn'] as const) {
      const isMissing = draft[field].trim() === '';
      if (isMissing ? field === 'target' : fromField(draft[field], written) === undefined)
        faults.set(field, wrong.number);
    }
    if (draft.wording.trim().length > 1000) faults.set('wording', wrong.long);
    if (draft.dueOn !== '' && Number.isNaN(Date.parse(draft.dueOn))) faults.set('dueOn', wrong.day);
    const goal = goalOf(draft, view);
    const found = [...checkGoal(goal, calendarOf(data), Date.now()), ...parentFaults(goal, view)];
    for (const { path, code } of found) {
      const field = path === 'period' ? 'kpi' : path;
      if (!faults.has(field)) faults.set(field, this.#say(code));
    }
    return faults;
  }

  #say(code: GoalFault['code']): string {
    const { wrong } = this.words;
    const said: Record<GoalFault['code'], string> = {
      'too-short': wrong.wording,
      'outside-period': wrong.outside,
      'unknown-period': wrong.period,
      'not-finite': wrong.number,
      'no-way': wrong.baseline,
      circular: wrong.circular,
      'wider-period': wrong.widerPeriod,
      'wider-subject': wrong.widerSubject,
    };
    return said[code];
  }

  async #save(draft: Draft, view: GoalFormView): Promise<void> {
    if (this.filing.filed === 'saving') return;
    const { goal: about = fresh } = this;
    if (this.show(this.#check(draft, view))) return;
    const goal = goalOf(draft, view);
    if (!this.allowed(new BeforeTargetSaveEvent('goal', goal.id))) return;
    const receipt = await this.filing.submit(about, 'set-goal', {
      goal,
      ...(draft.version !== undefined && { version: draft.version }),
    });
    if (!receipt) {
      this.showRefused((path) => fields.find((field) => path === field));
      if (this.filing.filed === 'movedOn') this.refresh();
      return;
    }
    this.#drafts.delete(about);
    view.saved(goal);
    if (this.goal === about) this.close();
    this.host.dispatchEvent(new GoalSavedEvent(goal.id, receipt.state === 'delivered'));
  }
}

const blank = (): Draft => ({
  id: newId(),
  kpi: '',
  subject: '',
  target: '',
  baseline: '',
  warn: '',
  wording: '',
  ownerId: '',
  dueOn: '',
  parentId: '',
});

function writtenOf(kpi: string, { kpis = [], values, settings }: GoalsAnswer): Written {
  const unit = kpis.find(({ id }) => id === kpi)?.unit ?? 'count';
  const currency = values.find((one) => one.kpi === kpi && one.currency !== undefined)?.currency ?? settings?.currency;
  return writtenAs(unit, currency);
}

function draftOf(goal: Goal, data: GoalsAnswer): Draft {
  const written = writtenOf(goal.kpi, data);
  const { id, version, kpi, subject, wording = '', ownerId = '', dueOn = '', parentId = '' } = goal;
  return {
    id,
    version,
    kpi,
    subject,
    target: toField(goal.target, written),
    baseline: toField(goal.baseline, written),
    warn: toField(goal.warn, written),
    wording,
    ownerId,
    dueOn,
    parentId,
  };
}

/** The goal that is written; a target that is no number is 0, and said to be wrong elsewhere. */
function goalOf(draft: Draft, { data, period }: Pick<GoalFormView, 'data' | 'period'>): GoalCreate {
  const written = writtenOf(draft.kpi, data);
  const baseline = fromField(draft.baseline, written);
  const warn = fromField(draft.warn, written);
  const wording = draft.wording.trim();
  const { id, kpi, subject, ownerId, dueOn, parentId } = draft;
  return {
    id,
    kpi,
    subject: subject || 'tenant',
    period,
    target: fromField(draft.target, written) ?? 0,
    ...(baseline !== undefined && { baseline }),
    ...(warn !== undefined && { warn }),
    ...(wording !== '' && { wording }),
    ...(ownerId !== '' && { ownerId }),
    ...(dueOn !== '' && { dueOn }),
    ...(parentId !== '' && { parentId }),
  };
}

function calendarOf({ settings }: GoalsAnswer): Calendar {
  return { timeZone: settings?.timeZone ?? 'UTC', fiscalStartMonth: settings?.fiscalStartMonth ?? 1 };
}

function parentFaults(goal: GoalCreate, { data }: Pick<GoalFormView, 'data'>): GoalFault[] {
  const byId = new Map(data.goals.map((one) => [one.id, one]));
  const parent = goal.parentId === undefined ? undefined : byId.get(goal.parentId);
  if (!parent) return [];
  const ancestors: string[] = [];
  for (let at = parent.parentId; at !== undefined && !ancestors.includes(at); at = byId.get(at)?.parentId)
    ancestors.push(at);
  return checkParent(goal, parent, ancestors, calendarOf(data), Date.now());
}
