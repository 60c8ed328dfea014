import { html, nothing, type TemplateResult } from 'lit';
import { checkBonus, type BonusFault } from '@liaise/core/kpi';
import type { CatalogueKpi } from '@liaise/core/api/kpis';
import { newId } from '@liaise/core/records/identifier';
import type { BonusRule, ScorecardModelCreate, ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import { saying } from '../base/filing.ts';
import { fromField, toField, writtenAs } from '../base/kpi-number.ts';
import type { Locale } from '../base/locale.ts';
import { choice, input, type FormView } from './fields.ts';
import { FormWork } from './form-work.ts';
import { BeforeTargetSaveEvent, ModelSavedEvent } from './targets.events.ts';

interface Row {
  kpi: string;
  weight: string;
}
interface Step {
  from: string;
  share: string;
}
/** What is written of an edition and not saved yet. */
interface Draft {
  id: string;
  version?: number;
  model: string;
  edition: number;
  name: string;
  from: string;
  minimumCoverage: string;
  rows: Row[];
  hasBonus: boolean;
  base: string;
  currency: string;
  between: BonusRule['between'];
  steps: Step[];
  cap: string;
  /** What the page does not show of what was there: names in other languages. */
  names: ScorecardModelRecord['name'];
}

/** What the form is drawn with. */
export interface ModelFormView {
  kpis: readonly CatalogueKpi[];
  kpiName: (kpi: string) => string;
  locale: Locale;
  today: string;
}

const share = { scale: 0.01, suffix: '%' } as const;
const plain = writtenAs('count');
const between: readonly BonusRule['between'][] = ['linear', 'step'];

/** A person's work on the editions of scorecard models: one form, and what was written in it for each model. */
export class ModelForm extends FormWork {
  /** The model whose form is open; empty for one that is not there yet. */
  model: string | undefined;
  readonly #drafts = new Map<string, Draft>();

  /** Opens the form: of the edition that has not begun, or of one after the last. */
  open(model: string, editions: readonly ScorecardModelRecord[], today: string, tag: string): void {
    this.model = model;
    this.faults.clear();
    this.filing.forget();
    if (!this.#drafts.has(model)) this.#drafts.set(model, draftOf(model, editions, today, tag));
    this.focusOn(model === '' ? '#model' : '#name');
  }

  close(): void {
    this.model = undefined;
    this.focusOn('#edit-model');
  }

  render(view: ModelFormView): TemplateResult | typeof nothing {
    const { words, model = '' } = this;
    const draft = this.#drafts.get(model);
    if (!draft) return nothing;
    const { locale } = view;
    const form: FormView = {
      faults: this.faults,
      optional: words.optional,
      write: (id, value) => this.#write(draft, id, value),
    };
    return html`<form
      novalidate
      aria-labelledby="model-title"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#save(draft, view);
      }}
    >
      <h4 id="model-title">${words.edition(locale.number(draft.edition))}</h4>
      <div class="pair">
        ${model === '' ? input(form, { id: 'model', label: words.model, value: draft.model }) : nothing}
        ${input(form, { id: 'name', label: words.name, value: draft.name, isOptional: true })}
        ${input(form, { id: 'from', label: words.from, value: draft.from, type: 'date', hint: words.once })}
      </div>
      ${this.#renderWeights(form, draft, view)}
      ${input(form, {
        id: 'minimumCoverage',
        label: words.minimumCoverage,
        value: draft.minimumCoverage,
        type: 'number',
        isOptional: true,
      })}
      <label class="check"
        ><input
          id="hasBonus"
          type="checkbox"
          .checked=${draft.hasBonus}
          @change=${({ target }: Event) => {
            draft.hasBonus = (target as HTMLInputElement).checked;
            if (draft.steps.length === 0) draft.steps.push({ from: '100', share: '100' });
            this.host.requestUpdate();
          }}
        />${words.bonus}</label
      >
      ${draft.hasBonus ? this.#renderBonus(form, draft, locale) : nothing}
      <div class="actions">
        <button class="primary" type="submit">${words.save}</button>
        <button type="button" @click=${() => this.close()}>${words.back}</button>
        ${saying(this.filing, `model ${model}`, words.filed)}
      </div>
    </form>`;
  }

  #renderWeights(form: FormView, draft: Draft, { kpis, kpiName, locale }: ModelFormView): TemplateResult {
    const { words } = this;
    const weights = draft.rows.map(({ weight }) => fromField(weight, plain) ?? 0);
    const total = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
    const shown = kpis.filter(({ direction }) => direction !== 'neutral');
    return html`<fieldset>
      <legend>${words.weights}</legend>
      ${draft.rows.map(({ kpi, weight }, index) => {
        const row = locale.number(index + 1);
        const known = shown.some(({ id }) => id === kpi) || kpi === '' ? shown : [...shown, { id: kpi }];
        return html`<div class="row">
          ${choice(form, {
            id: `kpi-${index}`,
            label: words.kpiOf(row),
            value: kpi,
            none: words.choose,
            choices: known.map(({ id }) => [id, kpiName(id)] as const),
            isLabelUnseen: true,
          })}
          ${input(form, {
            id: `weight-${index}`,
            label: words.weightOf(row),
            value: weight,
            type: 'number',
            isLabelUnseen: true,
          })}
          <span class="share"
            >${locale.number(total > 0 ? Math.max(0, weights[index] ?? 0) / total : 0, {
              style: 'percent',
              maximumFractionDigits: 1,
            })}</span
          >
          <button
            type="button"
            aria-label=${words.removeRow(row)}
            @click=${() => this.#remove(draft.rows, index, '#add-row')}
          >
            ${words.remove}
          </button>
        </div>`;
      })}
      ${this.#fault('rows')}
      <button
        id="add-row"
        type="button"
        aria-invalid=${this.faults.has('rows') ? 'true' : nothing}
        @click=${() => {
          draft.rows.push({ kpi: '', weight: '' });
          this.mended('rows');
          this.focusOn(`#kpi-${draft.rows.length - 1}`);
        }}
      >
        ${words.addRow}
      </button>
    </fieldset>`;
  }

  #renderBonus(form: FormView, draft: Draft, locale: Locale): TemplateResult {
    const { words } = this;
    return html`<fieldset>
      <legend class="unseen">${words.bonus}</legend>
      <div class="pair">
        ${input(form, { id: 'base', label: words.base, value: draft.base, type: 'number' })}
        ${input(form, { id: 'currency', label: words.currency, value: draft.currency })}
        ${choice(form, {
          id: 'between',
          label: words.between,
          value: draft.between,
          choices: between.map((one) => [one, words.betweens[one]] as const),
        })}
        ${input(form, { id: 'cap', label: words.cap, value: draft.cap, type: 'number', isOptional: true })}
      </div>
      ${draft.steps.map(({ from, share }, index) => {
        const row = locale.number(index + 1);
        return html`<div class="row step">
          ${input(form, { id: `step-from-${index}`, label: words.stepFrom(row), value: from, type: 'number' })}
          ${input(form, { id: `step-share-${index}`, label: words.stepShare(row), value: share, type: 'number' })}
          <button
            type="button"
            aria-label=${words.removeStep(row)}
            @click=${() => this.#remove(draft.steps, index, '#add-step')}
          >
            ${words.remove}
          </button>
        </div>`;
      })}
      ${this.#fault('steps')}
      <button
        id="add-step"
        type="button"
        aria-invalid=${this.faults.has('steps') ? 'true' : nothing}
        @click=${() => {
          draft.steps.push({ from: '', share: '' });
          this.mended('steps');
          this.focusOn(`#step-from-${draft.steps.length - 1}`);
        }}
      >
        ${words.addStep}
      </button>
    </fieldset>`;
  }

  #fault(id: string): TemplateResult | typeof nothing {
    const fault = this.faults.get(id);
    return fault === undefined ? nothing : html`<p class="wrong" id="${id}-wrong">${fault}</p>`;
  }

  #remove(rows: unknown[], index: number, next: string): void {
    rows.splice(index, 1);
    // What was wrong with rows below would stand at others now.
    this.faults.clear();
    this.focusOn(next);
  }

  #write(draft: Draft, id: string, value: string): void {
    const [, list, index] = /^(kpi|weight|step-from|step-share)-(\d+)$/.exec(id) ?? [];
    const at = Number(index);
    const row = draft.rows[at];
    const step = draft.steps[at];
    if (list === 'kpi' && row) row.kpi = value;
    else if (list === 'weight' && row) row.weight = value;
    else if (list === 'step-from' && step) step.from = value;
    else if (list === 'step-share' && step) step.share = value;
    else Object.assign(draft, { [id]: value });
    this.mended(id);
  }

  /** What is wrong with what is written, by field. */
  #check(draft: Draft, today: string): Map<string, string> {
    const { wrong } = this.words;
    const faults = new Map<string, string>();
    const say = (id: string, text: string): void => {
      if (!faults.has(id)) faults.set(id, text);
    };
    const isPart = (text: string, most: number): boolean => {
      const value = fromField(text, share);
      return value !== undefined && value >= 0 && value <= most;
    };
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(draft.model) || draft.model.length > 64) say('model', wrong.model);
    if (draft.name.trim().length > 200) say('name', wrong.name);
    if (Number.isNaN(Date.parse(draft.from))) say('from', wrong.day);
    else if (draft.from < today) say('from', wrong.past);
    if (draft.rows.length === 0) say('rows', wrong.noRows);
    draft.rows.forEach(({ kpi, weight }, index) => {
      if (kpi === '') say(`kpi-${index}`, wrong.kpi);
      else if (draft.rows.findIndex((one) => one.kpi === kpi) < index) say(`kpi-${index}`, wrong.twice);
      const value = fromField(weight, plain);
      if (value === undefined || value < 0.001 || value > 1_000_000) say(`weight-${index}`, wrong.weight);
    });
    if (draft.minimumCoverage.trim() !== '' && !isPart(draft.minimumCoverage, 1)) say('minimumCoverage', wrong.percent);
    if (!draft.hasBonus) return faults;
    if (!/^[A-Z]{3}$/.test(draft.currency)) say('currency', wrong.currency);
    const base = fromField(draft.base, plain);
    if (base === undefined || base < 0) say('base', wrong.amount);
    draft.steps.forEach((step, index) => {
      if (!isPart(step.from, 10)) say(`step-from-${index}`, wrong.share);
      if (!isPart(step.share, 10)) say(`step-share-${index}`, wrong.share);
    });
    if (draft.cap.trim() !== '' && !isPart(draft.cap, 10)) say('cap', wrong.cap);
    if (faults.has('currency')) return faults;
    const said: Partial<Record<BonusFault['code'], string>> = {
      'steps-not-rising': wrong.rising,
      'no-steps': wrong.steps,
      'cap-below-step': wrong.aboveCap,
    };
    for (const { path, code } of checkBonus(bonusOf(draft))) {
      const text = said[code];
      const field = fieldOf(`bonus.${path}`);
      if (text !== undefined && field !== undefined) say(field, text);
    }
    return faults;
  }

  async #save(draft: Draft, { today, locale }: ModelFormView): Promise<void> {
    if (this.filing.filed === 'saving') return;
    const key = this.model ?? '';
    if (this.show(this.#check(draft, today))) return;
    if (!this.allowed(new BeforeTargetSaveEvent('model', draft.model))) return;
    const receipt = await this.filing.submit(`model ${key}`, 'save-model', {
      model: modelOf(draft, locale.tag),
      ...(draft.version !== undefined && { version: draft.version }),
    });
    if (!receipt) {
      this.showRefused(fieldOf);
      if (this.filing.filed === 'movedOn') this.refresh();
      return;
    }
    this.#drafts.delete(key);
    if (this.model === key) this.close();
    this.host.dispatchEvent(new ModelSavedEvent(draft.model, draft.edition, receipt.state === 'delivered'));
  }
}

/** Which field a path of the record stands in. */
function fieldOf(path: string): string | undefined {
  const [first = '', second = '', third = '', fourth = ''] = path.split(/[./]/);
  if (first === 'weights') return second === '' ? 'rows' : `${third === 'weight' ? 'weight' : 'kpi'}-${second}`;
  if (first !== 'bonus') return first === 'edition' ? 'from' : first || undefined;
  if (second === 'base') return third === 'currency' ? 'currency' : 'base';
  if (second === 'steps') return third === '' ? 'steps' : `step-${fourth || 'from'}-${third}`;
  return second || 'base';
}

/** The edition that has not begun, as it is; or one after the last, beginning with the next month. */
function draftOf(model: string, editions: readonly ScorecardModelRecord[], today: string, tag: string): Draft {
  const last = [...editions].sort((a, b) => b.edition - a.edition)[0];
  const isAhead = last !== undefined && last.from > today;
  const { name, weights = [], minimumCoverage, bonus } = last ?? {};
  return {
    id: isAhead ? last.id : newId(),
    ...(isAhead && { version: last.version }),
    model,
    edition: isAhead ? last.edition : (last?.edition ?? 0) + 1,
    name: nameIn(name, tag),
    names: name,
    from: isAhead ? last.from : nextMonth(today),
    minimumCoverage: toField(minimumCoverage, share),
    rows: weights.map(({ kpi, weight }) => ({ kpi, weight: String(weight) })),
    hasBonus: bonus !== undefined,
    base: toField(bonus?.base.minor, writtenAs('money', bonus?.base.currency)),
    currency: bonus?.base.currency ?? '',
    between: bonus?.between ?? 'linear',
    steps: (bonus?.steps ?? []).map((step) => ({ from: toField(step.from, share), share: toField(step.share, share) })),
    cap: toField(bonus?.cap, share),
  };
}

function modelOf(draft: Draft, tag: string): ScorecardModelCreate {
  const { id, model, edition, from } = draft;
  const coverage = fromField(draft.minimumCoverage, share);
  const name = renamed(draft.names, draft.name.trim(), tag);
  return {
    id,
    model,
    edition,
    from,
    weights: draft.rows.map(({ kpi, weight }) => ({ kpi, weight: fromField(weight, plain) ?? 0 })),
    ...(name !== undefined && { name }),
    ...(coverage !== undefined && { minimumCoverage: coverage }),
    ...(draft.hasBonus && { bonus: bonusOf(draft) }),
  };
}

function bonusOf(draft: Draft): BonusRule {
  const cap = fromField(draft.cap, share);
  return {
    base: { minor: fromField(draft.base, writtenAs('money', draft.currency)) ?? 0, currency: draft.currency },
    steps: draft.steps.map((step) => ({
      from: fromField(step.from, share) ?? 0,
      share: fromField(step.share, share) ?? 0,
    })),
    between: draft.between,
    ...(cap !== undefined && { cap }),
  };
}

const keyIn = (names: Readonly<Record<string, string>>, tag: string): string | undefined =>
  Object.keys(names).find((one) => one === tag || one.replace(/-.*/, '') === tag.replace(/-.*/, ''));

function nameIn(name: ScorecardModelRecord['name'], tag: string): string {
  if (typeof name !== 'object') return name ?? '';
  return name[keyIn(name, tag) ?? 'en'] ?? '';
}

/** A name in one language changed; those in others stay. */
function renamed(names: ScorecardModelRecord['name'], name: string, tag: string): ScorecardModelRecord['name'] {
  if (typeof names !== 'object') return name === '' ? undefined : name;
  const key = keyIn(names, tag) ?? tag;
  const { [key]: _, ...others } = names;
  if (name !== '') return { ...others, [key]: name };
  return Object.keys(others).length > 0 ? others : undefined;
}

function nextMonth(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}
