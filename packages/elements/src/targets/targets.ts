import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { formatKpi, missingOf, periodLabel } from '@liaise/core/kpi';
import type { Goal } from '@liaise/core/records/goal';
import type { ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import type { GoalsAnswer } from '@liaise/sdk/value-kinds';
import { adopt } from '../base/adopt.ts';
import type { Catalog } from '../base/catalog.ts';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { saying } from '../base/filing.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { wordsOf } from '../base/wording.ts';
import type { GoalForm } from './goal-form.ts';
import type { ModelForm } from './model-form.ts';
import { targetsMessages, type TargetsMessages } from './targets.messages.ts';
import { targetsStyles } from './targets.styles.ts';

/** What a target may lack, in the order in which it is said. */
const goalMarks = ['wording', 'baseline', 'ownerId', 'dueOn'] as const;

/**
 * A manager's form: the targets of a period, and the weights of a scorecard model. What is wrong is said at its field, and
 * what was written stays until it is saved.
 *
 * @customElement liaise-targets
 * @summary Sets targets and the weights of scorecards.
 *
 * @csspart base - The root.
 * @csspart targets - The targets of the period.
 * @csspart weights - The scorecard model and its editions.
 * @csspart notice - What is wrong and what to do.
 * @csspart retry - The button to try again.
 *
 * @cssprop --liaise-surface - Background.
 * @cssprop --liaise-raised - Background under the pointer.
 * @cssprop --liaise-text - Text.
 * @cssprop --liaise-muted - Text of less weight.
 * @cssprop --liaise-line - Lines.
 * @cssprop --liaise-edge - Edges of fields and buttons.
 * @cssprop --liaise-accent - The page's accent.
 * @cssprop --liaise-on-accent - Text on the accent.
 * @cssprop --liaise-warn - What needs care.
 * @cssprop --liaise-bad - What is wrong.
 * @cssprop --liaise-focus - The focus ring.
 * @cssprop --liaise-radius - Roundness of corners.
 * @cssprop --liaise-gap - The distance between parts.
 * @cssprop --liaise-density - A factor on all distances, 1 by default.
 *
 * @cssstate loading - The answer is awaited.
 * @cssstate empty - No period is chosen.
 * @cssstate forbidden - The user may not see the targets.
 * @cssstate offline - There is no connection and nothing kept.
 * @cssstate stale - An earlier answer is shown; targets can be set all the same.
 * @cssstate error - They could not be loaded.
 * @cssstate ready - The targets are shown and fresh.
 *
 * @fires {BeforeTargetSaveEvent} liaise-before-target-save - A person is about to save a target or weights; may be stopped.
 * @fires {GoalSavedEvent} liaise-goal-saved - A person has set or changed a target.
 * @fires {ModelSavedEvent} liaise-model-saved - A person has written an edition of a scorecard model.
 */
export class Targets extends LiaiseElement<TargetsMessages> {
  static override styles = [baseStyles, controlStyles, targetsStyles];

  static override properties: PropertyDeclarations = {
    subject: {},
    period: {},
    model: {},
    today: {},
    data: { attribute: false },
    models: { attribute: false },
  };

  /** For whom targets are set: `team:ID` with its reps, `rep:ID`, or everybody that the user sees where it is not set or `tenant`. */
  declare subject?: string;

  /** `2026`, `2026-Q4`, `2026-11` or `2026-W47`. */
  declare period?: string;

  /** The short name of the scorecard model; all models unless set. */
  declare model?: string;

  /** The day it is, `YYYY-MM-DD`; that of the device unless set. */
  declare today?: string;

  /** The targets themselves, where the page has them; then nothing is asked. */
  declare data?: GoalsAnswer;

  /** The editions of scorecard models, where the page has them. */
  declare models?: ScorecardModelRecord[];

  readonly #goals = new DataController(this, {
    kind: 'goals',
    // All of the period: a target may serve one of anybody.
    question: () => (this.period ? { period: this.period } : undefined),
    given: () => this.data,
  });
  readonly #models = new DataController(this, {
    kind: 'models',
    question: () => (this.period && !this.data ? (this.model ? { model: this.model } : {}) : undefined),
    given: () => this.models,
  });
  /** The KPIs whose targets are shown. */
  readonly #opened = new Set<string>();
  #chosen: string | undefined;
  #goalForm: GoalForm | undefined;
  #modelForm: ModelForm | undefined;
  #coming: Promise<void> | undefined;

  protected override get catalog(): Catalog<TargetsMessages> {
    return targetsMessages;
  }

  protected override currentState(): ElementState {
    return this.#goals.state;
  }

  protected override prepare(): Promise<unknown> | undefined {
    const all = [
      super.prepare(),
      this.#goalForm?.prepare(this.language),
      this.#modelForm?.prepare(this.language),
    ].filter((one) => one !== undefined);
    return all.length > 0 ? Promise.all(all) : undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#goalForm?.drawn();
    this.#modelForm?.drawn();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#coming) return done;
    await this.#coming;
    return this.getUpdateComplete();
  }

  /** The forms come with the first press. */
  #withForms(act: (goals: GoalForm, models: ModelForm) => void): void {
    if (this.#goalForm && this.#modelForm) {
      act(this.#goalForm, this.#modelForm);
      return;
    }
    this.#coming ??= import('./forms.ts')
      .then(async ({ formStyles, GoalForm, ModelForm }) => {
        adopt(this.renderRoot as ShadowRoot, formStyles);
        const goals = new GoalForm(
          this,
          () => this.#goals.source,
          () => this.#goals.refresh(),
        );
        const models = new ModelForm(
          this,
          () => this.#goals.source,
          () => this.#models.refresh(),
        );
        await Promise.all([goals.prepare(this.language), models.prepare(this.language)]);
        this.#goalForm = goals;
        this.#modelForm = models;
        act(goals, models);
      })
      .catch(reportError)
      .then(() => {
        this.#coming = undefined;
        this.requestUpdate();
      });
  }

  protected override render(): TemplateResult {
    const { words, locale, state } = this;
    const { data } = this.#goals;
    const period = this.#period;
    return html`<section part="base" aria-labelledby="title" aria-busy=${state === 'loading' ? 'true' : 'false'}>
      <h2 id="title">
        ${words.title}${period ? html` <span class="more">${periodLabel(period, locale.tag)}</span>` : nothing}
      </h2>
      ${notice(this.#goals, words, locale, words.choose)} ${state === 'loading' ? this.#renderBones() : nothing}
      ${data && period ? html`${this.#renderTargets(data, period)} ${this.#renderWeights(data)}` : nothing}
    </section>`;
  }

  get #period(): string | undefined {
    return this.period ?? this.#goals.data?.goals[0]?.period;
  }

  #renderBones(): TemplateResult {
    return html`<span class="unseen" role="status">${this.words.loading}</span>
      <ul class="groups" aria-hidden="true">
        ${[0, 1, 2].map(
          () =>
            html`<li>
              <div class="group"><span class="bone">&nbsp;</span></div>
            </li>`,
        )}
      </ul>`;
  }

  #renderTargets(data: GoalsAnswer, period: string): TemplateResult {
    const { words } = this;
    const form = this.#goalForm;
    const subjects = this.#subjectsOf(data);
    const goals = data.goals.filter(
      (one) => one.period === period && subjects.some(([subject]) => subject === one.subject),
    );
    const drawForm = (): TemplateResult | typeof nothing =>
      form
        ? form.render({
            data,
            period,
            subjects,
            nameOf: (goal) => this.#nameOf(goal, data),
            kpiName: (kpi) => this.#kpiName(kpi, data),
            saved: ({ kpi }) => this.#opened.add(kpi),
          })
        : nothing;
    const isNew = form?.goal === 'new';
    return html`<div part="targets" role="region" aria-labelledby="targets">
      <h3 id="targets">${words.targets}</h3>
      ${goals.length === 0 ? html`<p class="more">${words.noTargets}</p>` : nothing}
      <ul class="groups">
        ${[...new Set(goals.map(({ kpi }) => kpi))].map((kpi) =>
          this.#renderGroup(
            kpi,
            goals.filter((goal) => goal.kpi === kpi),
            data,
            drawForm,
          ),
        )}
      </ul>
      ${
        isNew
          ? drawForm()
          : html`<div class="actions">
              <button id="add" type="button" @click=${() => this.#withForms((made) => made.open(undefined, { data }))}>
                ${words.add}
              </button>
              ${this.#renderSaid('new')}
            </div>`
      }
    </div>`;
  }

  /** The targets of a KPI behind a button. While one of them is being changed they stay open. */
  #renderGroup(
    kpi: string,
    goals: readonly Goal[],
    data: GoalsAnswer,
    drawForm: () => TemplateResult | typeof nothing,
  ): TemplateResult {
    const { words, locale } = this;
    const form = this.#goalForm;
    const isHeld = goals.some(({ id }) => id === form?.goal);
    const isOpen = isHeld || this.#opened.has(kpi);
    const lacking = goals.flatMap((goal) => missingOf(goal));
    const missing = goalMarks
      .map((mark) => [mark, lacking.filter((one) => one === mark).length] as const)
      .filter(([, count]) => count > 0)
      .map(([mark, count]) => words.lack(count, locale.number(count), words.lacks[mark]));
    const toggle = (): void => {
      if (isHeld) return;
      if (isOpen) this.#opened.delete(kpi);
      else this.#opened.add(kpi);
      this.requestUpdate();
    };
    return html`<li>
      <h4>
        <button
          class="plain group"
          type="button"
          aria-expanded=${isOpen ? 'true' : 'false'}
          aria-disabled=${isHeld ? 'true' : nothing}
          @click=${toggle}
        >
          <span
            ><b>${this.#kpiName(kpi, data)}</b>
            <span class="more">${words.count(goals.length, locale.number(goals.length))}</span></span
          >
          ${missing.length > 0 ? html` <span class="more missing">${locale.list(missing)}</span>` : nothing}
        </button>
      </h4>
      ${
        isOpen
          ? html`<ul class="goals">
              ${goals.map(
                (goal) =>
                  html`<li>
                    ${this.#renderGoal(goal, data)} ${form?.goal === goal.id ? drawForm() : nothing}
                    ${form && form.goal !== goal.id && form.filing.about === goal.id ? this.#renderSaid(goal.id) : nothing}
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </li>`;
  }

  #renderSaid(about: string): TemplateResult | typeof nothing {
    const form = this.#goalForm;
    return form ? saying(form.filing, about, form.filed) : nothing;
  }

  #renderGoal(goal: Goal, data: GoalsAnswer): TemplateResult {
    const { words, locale } = this;
    const name = this.#nameOf(goal, data);
    const missing = missingOf(goal).map((field) => words.lacks[field]);
    const { dueOn, baseline, wording } = goal;
    const more = [
      baseline !== undefined && words.from(this.#figure(baseline, goal, data)),
      dueOn !== undefined && words.due(locale.date(dueOn)),
    ].filter((one) => one !== false);
    return html`<div class="goal">
      <div class="about">
        <b>${this.#subjectName(goal.subject, data)}</b>
        ${wording ? html`<p>${wording}</p>` : nothing}
        ${missing.length > 0 ? html`<p>${words.missing(locale.list(missing))}</p>` : nothing}
      </div>
      <div class="target">
        <b>${this.#figure(goal.target, goal, data)}</b>
        ${more.map((one) => html`<span class="more">${one}</span> `)}
      </div>
      <button
        id="change-${goal.id}"
        type="button"
        aria-label=${words.changeOf(name)}
        @click=${() => this.#withForms((form) => form.open(goal, { data }))}
      >
        ${words.change}
      </button>
    </div>`;
  }

  #renderWeights(data: GoalsAnswer): TemplateResult | typeof nothing {
    const { words, locale } = this;
    const models = this.#models;
    if (models.state === 'empty' && !models.data) return nothing;
    const all = models.data;
    const today = this.today ?? dayHere();
    const names = [...new Set((all ?? []).map(({ model }) => model))].sort();
    const model = this.model ?? (this.#chosen !== undefined && names.includes(this.#chosen) ? this.#chosen : names[0]);
    const editions = (all ?? []).filter((one) => one.model === model).sort((a, b) => b.edition - a.edition);
    const inForce = editions.filter(({ from }) => from <= today).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
    const ahead = editions[0] && editions[0].from > today;
    const form = this.#modelForm;
    const key = model ?? '';
    const label = key === '' || editions.length === 0 ? words.newModel : ahead ? words.changeEdition : words.newEdition;
    return html`<div part="weights" role="region" aria-labelledby="weights">
      <h3 id="weights">${words.weights}</h3>
      ${notice(models, words, locale, words.noModel)}
      ${names.length > 1 && this.model === undefined ? this.#renderChoice(names, model) : nothing}
      ${all && editions.length === 0 ? html`<p class="more">${words.noModel}</p>` : nothing}
      ${editions.map((edition) =>
        edition === inForce || edition.from > today ? this.#renderEdition(edition, edition === inForce, data) : nothing,
      )}
      ${
        all && form?.model === key
          ? form.render({ kpis: data.kpis ?? [], kpiName: (kpi) => this.#kpiName(kpi, data), locale, today })
          : all
            ? html`<div class="actions">
                <button
                  id="edit-model"
                  type="button"
                  @click=${() => this.#withForms((_, made) => made.open(key, editions, today, this.language))}
                >
                  ${label}
                </button>
                ${form ? saying(form.filing, form.filing.about, form.filed) : nothing}
              </div>`
            : nothing
      }
    </div>`;
  }

  #renderChoice(names: readonly string[], model: string | undefined): TemplateResult {
    return html`<label class="choice"
      >${this.words.model}
      <select
        @change=${({ target }: Event) => {
          this.#chosen = (target as HTMLSelectElement).value;
          this.requestUpdate();
        }}
      >
        ${names.map((name) => html`<option value=${name} ?selected=${name === model}>${name}</option>`)}
      </select></label
    >`;
  }

  #renderEdition(edition: ScorecardModelRecord, isInForce: boolean, data: GoalsAnswer): TemplateResult {
    const { words, locale } = this;
    const { name, model, weights } = edition;
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    const shown = name === undefined ? model : typeof name === 'string' ? name : wordsOf(name, this.language);
    return html`<p>
        <b>${shown}</b>
        <span class="more"
          >${words.edition(locale.number(edition.edition), locale.date(edition.from))} ·
          ${isInForce ? words.inForce : words.ahead}</span
        >
      </p>
      <ul class="weights">
        ${weights.map(
          ({ kpi, weight }) =>
            html`<li>
              <span>${this.#kpiName(kpi, data)}</span>
              <span class="more"
                >${words.weight(
                  locale.number(weight),
                  locale.number(weight / total, { style: 'percent', maximumFractionDigits: 1 }),
                )}</span
              >
            </li>`,
        )}
      </ul>`;
  }

  /** Those for whom targets are set here, with their names. */
  #subjectsOf(data: GoalsAnswer): (readonly [subject: string, name: string])[] {
    const { subject = 'tenant' } = this;
    const named = (one: string): readonly [string, string] => [one, this.#subjectName(one, data)];
    const all = data.subjects ?? [...new Set(data.goals.map((goal) => goal.subject))].map((one) => ({ subject: one }));
    return all
      .filter((one) => subject === 'tenant' || one.subject === subject || ('of' in one && one.of === subject))
      .map((one) => named(one.subject));
  }

  #nameOf({ kpi, subject }: Pick<Goal, 'kpi' | 'subject'>, data: GoalsAnswer): string {
    return `${this.#kpiName(kpi, data)}, ${this.#subjectName(subject, data)}`;
  }

  #kpiName(kpi: string, { kpis = [] }: GoalsAnswer): string {
    const known = kpis.find(({ id }) => id === kpi);
    if (known) return wordsOf(known.name, this.language);
    return kpi.length < 5 ? kpi.toUpperCase() : kpi.charAt(0).toUpperCase() + kpi.slice(1).replaceAll('-', ' ');
  }

  #subjectName(subject: string, { subjects = [] }: GoalsAnswer): string {
    const { words } = this;
    if (subject === 'tenant') return words.company;
    return subjects.find((one) => one.subject === subject)?.name ?? words.somebody;
  }

  #figure(amount: number, { kpi }: Goal, { kpis = [], values, settings }: GoalsAnswer): string {
    const unit = kpis.find(({ id }) => id === kpi)?.unit ?? 'count';
    const currency = values.find((one) => one.kpi === kpi)?.currency ?? settings?.currency;
    return formatKpi({ value: amount, unit, ...(currency !== undefined && { currency }) }, this.locale.tag);
  }
}

/** The day it is here. */
function dayHere(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-targets': Targets;
  }
}
