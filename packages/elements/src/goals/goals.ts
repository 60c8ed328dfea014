import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { formatKpi, goalTree, periodLabel, statusOf, type GoalNode } from '@liaise/core/kpi';
import type { CheckIn } from '@liaise/core/records/check-in';
import type { Goal } from '@liaise/core/records/goal';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { GoalsAnswer } from '@liaise/sdk/value-kinds';
import { adopt } from '../base/adopt.ts';
import type { Catalog } from '../base/catalog.ts';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { icon, type IconName } from '../base/icons.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { wordsOf } from '../base/wording.ts';
import type { CheckInWork } from './check-in-work.ts';
import { goalsMessages, type GoalsMessages } from './goals.messages.ts';
import { goalsStyles } from './goals.styles.ts';

type Node = GoalNode<Goal>;
type Status = ReturnType<typeof statusOf>;

/** A goal with what is known of it. */
interface Known {
  goal: Goal;
  value: KpiValue | undefined;
  /** Newest first. */
  checkIns: readonly CheckIn[];
}

const standings: Record<Status, IconName> = { good: 'check', warn: 'clock', bad: 'alert', none: 'clock' };
const marks: Record<CheckIn['confidence'], IconName> = {
  'on-track': 'check',
  'at-risk': 'clock',
  'off-track': 'alert',
};

/**
 * The goals of a period as a tree from the company to a rep, a line each: value, target and status. A goal opens to its pace,
 * owner, due date and how sure the owner is; and to a check-in.
 *
 * @customElement liaise-goals
 * @summary A tree of goals with progress, pace and check-ins.
 *
 * @csspart base - The root.
 * @csspart goal - One goal, without those below it.
 * @csspart meter - The bar towards its target.
 * @csspart details - What a goal opens to.
 * @csspart check-in - The last check-in, and the form for the next.
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
 * @cssprop --liaise-good - On pace, on track.
 * @cssprop --liaise-warn - Slightly behind, at risk.
 * @cssprop --liaise-bad - Behind, off track, and what is wrong.
 * @cssprop --liaise-focus - The focus ring.
 * @cssprop --liaise-radius - Roundness of corners.
 * @cssprop --liaise-gap - The distance between parts.
 * @cssprop --liaise-density - A factor on all distances, 1 by default.
 *
 * @cssstate loading - The answer is awaited.
 * @cssstate empty - No period is chosen, or no goals are set.
 * @cssstate forbidden - The user may not see them.
 * @cssstate offline - There is no connection and nothing kept.
 * @cssstate stale - An earlier answer is shown.
 * @cssstate error - They could not be loaded.
 * @cssstate ready - The goals are shown and fresh.
 *
 * @fires {GoalCheckedInEvent} liaise-goal-checked-in - A person has said how a goal stands.
 */
export class Goals extends LiaiseElement<GoalsMessages> {
  static override styles = [baseStyles, controlStyles, goalsStyles];

  static override properties: PropertyDeclarations = {
    subject: {},
    period: {},
    readonly: { type: Boolean, reflect: true },
    data: { attribute: false },
  };

  /** Whose goals, with those above and below them: `rep:ID`, `team:ID` or `tenant`; all that the user sees unless set. */
  declare subject?: string;

  /** `2026`, `2026-Q4`, `2026-11` or `2026-W47`. */
  declare period?: string;

  /** Offers no check-in. */
  declare readonly: boolean;

  /** The goals themselves, where the page has them; then nothing is asked. */
  declare data?: GoalsAnswer;

  readonly #goals = new DataController(this, {
    kind: 'goals',
    question: () => (this.period ? { ...(this.subject && { subject: this.subject }), period: this.period } : undefined),
    given: () => this.data,
    isEmpty: ({ goals }) => goals.length === 0,
  });
  /** The goals whose details are open. */
  readonly #opened = new Set<string>();
  /** Where a person has folded or unfolded what stands below a goal. */
  readonly #unfolded = new Map<string, boolean>();
  #meter: typeof import('./goals.meter.ts').meter | undefined;
  #work: CheckInWork | undefined;
  #coming: Promise<void> | undefined;

  constructor() {
    super();
    this.readonly = false;
  }

  protected override get catalog(): Catalog<GoalsMessages> {
    return goalsMessages;
  }

  protected override currentState(): ElementState {
    return this.#goals.state;
  }

  /** Waits for the drawing too, so that each goal comes at its full size. */
  protected override prepare(): Promise<unknown> | undefined {
    const all = [super.prepare(), this.#work?.prepare(this.language), this.#meter ? undefined : this.#fetchMeter()];
    const awaited = all.filter((one) => one !== undefined);
    return awaited.length > 0 ? Promise.all(awaited) : undefined;
  }

  async #fetchMeter(): Promise<void> {
    const { meter, meterStyles } = await import('./goals.meter.ts');
    adopt(this.renderRoot as ShadowRoot, meterStyles);
    this.#meter = meter;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#work?.drawn();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#coming) return done;
    await this.#coming;
    return this.getUpdateComplete();
  }

  /** The form comes with the first press. */
  readonly #checkIn = (goal: Goal): void => {
    if (this.#work) {
      this.#work.open(goal.id);
      return;
    }
    this.#coming ??= import('./check-in-work.ts')
      .then(async ({ CheckInWork, checkInStyles }) => {
        adopt(this.renderRoot as ShadowRoot, checkInStyles);
        this.#work = new CheckInWork(this, () => this.#goals.source);
        await this.#work.prepare(this.language);
        this.#work.open(goal.id);
      })
      .catch(reportError)
      .then(() => {
        this.#coming = undefined;
        this.requestUpdate();
      });
  };

  protected override render(): TemplateResult {
    const { words, locale, state } = this;
    const { data } = this.#goals;
    const empty = this.period || this.data ? words.noGoals : words.choose;
    const period = this.period ?? data?.goals[0]?.period;
    return html`<section part="base" aria-labelledby="title" aria-busy=${state === 'loading' ? 'true' : 'false'}>
      <h2 id="title">
        ${words.title}${period ? html` <span class="more">${periodLabel(period, locale.tag)}</span>` : nothing}
      </h2>
      ${notice(this.#goals, words, locale, empty)} ${state === 'loading' ? this.#renderBones() : nothing}
      ${data && state !== 'empty' ? this.#renderList(goalTree(data.goals), data) : nothing}
    </section>`;
  }

  #renderBones(): TemplateResult {
    return html`<span class="unseen" role="status">${this.words.loading}</span>
      <ul aria-hidden="true">
        ${[0, 1, 2].map(
          () =>
            html`<li>
              <div part="goal">
                <div class="line"><span class="bone">&nbsp;</span></div>
              </div>
            </li>`,
        )}
      </ul>`;
  }

  #renderList(nodes: readonly Node[], data: GoalsAnswer, label?: string): TemplateResult {
    return html`<ul aria-label=${label ?? nothing}>
      ${nodes.map((node) => this.#renderNode(node, data))}
    </ul>`;
  }

  #renderNode(node: Node, data: GoalsAnswer): TemplateResult {
    const { goal, children } = node;
    const { words, locale } = this;
    const known = knownOf(goal, data);
    const kpi = this.#kpiName(goal.kpi, data);
    const whose = this.#nameOf(goal.subject, data);
    const name = `${kpi}, ${whose}`;
    const isOpen = this.#opened.has(goal.id);
    const isUnfolded = this.#unfolded.get(goal.id) ?? leadsTo(node, this.subject);
    const toggle = (): void => {
      if (isOpen) this.#opened.delete(goal.id);
      else this.#opened.add(goal.id);
      this.requestUpdate();
    };
    const fold = (): void => {
      this.#unfolded.set(goal.id, !isUnfolded);
      this.requestUpdate();
    };
    const below = words.below(locale.number(children.length), name);
    return html`<li>
      <article part="goal" aria-label=${name}>
        <div class="line">
          ${
            children.length > 0
              ? html`<button
                  class="plain toggle"
                  type="button"
                  aria-expanded=${isUnfolded ? 'true' : 'false'}
                  aria-label=${below}
                  title=${below}
                  @click=${fold}
                ></button>`
              : nothing
          }
          <h3>
            <button
              class="plain opens"
              type="button"
              aria-expanded=${isOpen ? 'true' : 'false'}
              aria-controls=${isOpen ? `details-${goal.id}` : nothing}
              @click=${toggle}
            >
              <span>${kpi} <span class="more">${whose}</span></span>
            </button>
          </h3>
          ${this.#renderFigures(known, data)}
        </div>
        ${isOpen ? this.#renderDetails(known, name, data) : nothing}
      </article>
      ${children.length > 0 && isUnfolded ? this.#renderList(children, data, below) : nothing}
    </li>`;
  }

  #renderFigures({ goal, value }: Known, data: GoalsAnswer): TemplateResult {
    const { words } = this;
    const figure = (amount: number | null | undefined): string => this.#figure(amount, goal, value, data);
    if (typeof value?.value !== 'number')
      return html`<span class="figure">${words.of('–', figure(goal.target))}</span>
        <span class="more standing">${value ? words.noValue : words.hidden}</span>`;
    const status = statusOf(value);
    const standing = value.complete ? words.ends[status] : words.paces[status];
    return html`<b class="figure">${words.of(figure(value.value), figure(goal.target))}</b>
      <span class="standing ${status}">${standing ? html`${icon(standings[status])} ${standing}` : nothing}</span>
      <span part="meter" class=${status} aria-hidden="true">${this.#meter?.(value, goal.target)}</span>`;
  }

  #renderDetails(known: Known, name: string, data: GoalsAnswer): TemplateResult {
    const { goal, value } = known;
    return html`<div part="details" id="details-${goal.id}">
      ${goal.wording ? html`<p>${goal.wording}</p>` : nothing} ${this.#renderProgress(known, data)}
      ${this.#renderAbout(goal, value, data)} ${this.#renderSaid(known, name, data)}
    </div>`;
  }

  #renderProgress({ goal, value }: Known, data: GoalsAnswer): TemplateResult | typeof nothing {
    if (typeof value?.value !== 'number') return nothing;
    const { words, locale } = this;
    const { attainment, pace, complete } = value;
    const more = [
      typeof attainment === 'number' && words.way(locale.number(attainment, { style: 'percent' })),
      typeof pace === 'number' && !complete && words.expected(this.#figure(pace, goal, value, data)),
    ].filter((text) => text !== false);
    return more.length > 0
      ? html`<p class="facts more">${more.map((text) => html`<span>${text}</span> `)}</p>`
      : nothing;
  }

  #renderAbout(goal: Goal, value: KpiValue | undefined, data: GoalsAnswer): TemplateResult | typeof nothing {
    const { words, locale } = this;
    const { ownerId, dueOn, baseline } = goal;
    const facts = [
      ownerId !== undefined && words.owner(this.#nameOf(`rep:${ownerId}`, data)),
      dueOn !== undefined && words.due(locale.date(dueOn)),
      baseline !== undefined && words.from(this.#figure(baseline, goal, value, data)),
    ].filter((fact) => fact !== false);
    return facts.length > 0
      ? html`<ul class="facts more">
          ${facts.map((fact) => html`<li>${fact}</li>`)}
        </ul>`
      : nothing;
  }

  #renderSaid(known: Known, name: string, data: GoalsAnswer): TemplateResult {
    const { words, locale } = this;
    const { goal, value, checkIns } = known;
    const [last, ...earlier] = checkIns;
    const work = this.#work;
    const one = (said: CheckIn): TemplateResult =>
      html`<span class="confidence ${said.confidence}"
          >${icon(marks[said.confidence])} ${words.confidences[said.confidence]}</span
        >
        <span class="more"
          >${words.said(locale.date(said.at, 'short-day'))}${
            said.value === undefined ? nothing : ` · ${words.reported(this.#figure(said.value, goal, value, data))}`
          }</span
        >
        ${said.note ? html`<span class="note">${said.note}</span>` : nothing}`;
    return html`<div part="check-in">
      <p>${last ? one(last) : html`<span class="more">${words.neverSaid}</span>`}</p>
      ${
        earlier.length > 0
          ? html`<details>
              <summary>${words.earlier(locale.number(earlier.length))}</summary>
              <ul>
                ${earlier.map((said) => html`<li>${one(said)}</li>`)}
              </ul>
            </details>`
          : nothing
      }
      ${
        this.readonly
          ? nothing
          : work?.goal === goal.id
            ? work.render({ goal, label: words.checkInOn(name), unit: this.#unit(goal, value, data), words })
            : html`<div class="acts">
                <button
                  id="check-in-${goal.id}"
                  type="button"
                  aria-label=${words.checkInOn(name)}
                  @click=${() => this.#checkIn(goal)}
                >
                  ${words.checkIn}
                </button>
                ${work?.renderSaid(goal.id) ?? nothing}
              </div>`
      }
    </div>`;
  }

  #kpiName(kpi: string, { kpis = [] }: GoalsAnswer): string {
    const known = kpis.find(({ id }) => id === kpi);
    if (known) return wordsOf(known.name, this.language);
    return kpi.length < 5 ? kpi.toUpperCase() : kpi.charAt(0).toUpperCase() + kpi.slice(1).replaceAll('-', ' ');
  }

  #nameOf(subject: string, { subjects = [] }: GoalsAnswer): string {
    const { words } = this;
    if (subject === 'tenant') return words.company;
    return subjects.find((one) => one.subject === subject)?.name ?? words.somebody;
  }

  #unit(goal: Goal, value: KpiValue | undefined, { kpis = [] }: GoalsAnswer): Pick<KpiValue, 'unit' | 'currency'> {
    const unit = value?.unit ?? kpis.find(({ id }) => id === goal.kpi)?.unit ?? 'count';
    return value?.currency === undefined ? { unit } : { unit, currency: value.currency };
  }

  #figure(amount: number | null | undefined, goal: Goal, value: KpiValue | undefined, data: GoalsAnswer): string {
    return formatKpi({ value: amount, ...this.#unit(goal, value, data) }, this.locale.tag);
  }
}

/** Whether a goal of a subject stands below. */
function leadsTo({ children }: Node, subject: string | undefined): boolean {
  return children.some((child) => child.goal.subject === subject || leadsTo(child, subject));
}

function knownOf(goal: Goal, { values, checkIns }: GoalsAnswer): Known {
  return {
    goal,
    value: values.find((one) => one.kpi === goal.kpi && one.subject === goal.subject && one.period === goal.period),
    checkIns: checkIns.filter(({ goalId }) => goalId === goal.id).sort((a, b) => (a.at < b.at ? 1 : -1)),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-goals': Goals;
  }
}
