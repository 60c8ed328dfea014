import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { formatKpi, goalTree, periodLabel, statusOf, type GoalNode } from '@liaise/core/kpi';
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
import type { Known } from './goals.details.ts';
import { goalsMessages, type GoalsMessages } from './goals.messages.ts';
import { goalsStyles } from './goals.styles.ts';

type Node = GoalNode<Goal>;
type Status = ReturnType<typeof statusOf>;

const standings: Record<Status, IconName> = { good: 'check', warn: 'clock', bad: 'alert', none: 'clock' };

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
 * @fires {BeforeGoalCheckInEvent} liaise-before-goal-check-in - A person is about to save a check-in; may be stopped.
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
  #details: typeof import('./goals.details.ts').details | undefined;
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

  /** What a goal opens to comes with the first press. */
  #withDetails(): void {
    this.requestUpdate();
    if (this.#details) return;
    this.#fetch(async () => {
      if (this.#details) return;
      const { details, detailsStyles } = await import('./goals.details.ts');
      adopt(this.renderRoot as ShadowRoot, detailsStyles);
      this.#details = details;
    });
  }

  /** The form comes with the first press. */
  #checkIn({ id }: Goal): void {
    if (this.#work) {
      this.#work.open(id);
      return;
    }
    this.#fetch(async () => {
      if (!this.#work) {
        const { CheckInWork, checkInStyles } = await import('./check-in-work.ts');
        adopt(this.renderRoot as ShadowRoot, checkInStyles);
        const work = new CheckInWork(this, () => this.#goals.source);
        await work.prepare(this.language);
        this.#work = work;
      }
      this.#work.open(id);
    });
  }

  /** One after the other, so that no press is lost. */
  #fetch(load: () => Promise<void>): void {
    const coming = (this.#coming ?? Promise.resolve())
      .then(load)
      .catch(reportError)
      .then(() => {
        if (this.#coming === coming) this.#coming = undefined;
        this.requestUpdate();
      });
    this.#coming = coming;
  }

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
      this.#withDetails();
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
              aria-controls=${isOpen && this.#details ? `details-${goal.id}` : nothing}
              @click=${toggle}
            >
              <span>${kpi} <span class="more">${whose}</span></span>
            </button>
          </h3>
          ${this.#renderFigures(known, data)}
        </div>
        ${isOpen && this.#details ? this.#renderDetails(known, name, data) : nothing}
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

  #renderDetails(known: Known, name: string, data: GoalsAnswer): TemplateResult | undefined {
    const { words, locale, readonly } = this;
    const { goal, value } = known;
    return this.#details?.({
      ...known,
      name,
      words,
      locale,
      work: readonly ? null : this.#work,
      unit: this.#unit(goal, value, data),
      owner: goal.ownerId === undefined ? undefined : this.#nameOf(`rep:${goal.ownerId}`, data),
      figure: (amount) => this.#figure(amount, goal, value, data),
      checkIn: () => this.#checkIn(goal),
    });
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
