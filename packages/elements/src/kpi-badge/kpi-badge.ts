import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatChange, formatKpi, statusOf, trend } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Catalog } from '../base/catalog.ts';
import { DataController } from '../base/data-controller.ts';
import { LeanElement } from '../base/lean-element.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { kpiBadgeMessages, type KpiBadgeMessages } from './kpi-badge.messages.ts';
import { kpiBadgeStyles } from './kpi-badge.styles.ts';

/** The looks of a badge: in running text or a table, as a tile of a page, or with a bar towards its target. */
export const kpiBadgeVariants = ['badge', 'tile', 'meter'] as const;

export type KpiBadgeVariant = (typeof kpiBadgeVariants)[number];

const marks = { good: '✓', warn: '!', bad: '✕', none: '' };

/**
 * One KPI: its value, target and trend. Pressing it opens what is behind the figure: formula, sample size, interval,
 * sources and as-of time.
 *
 * @customElement liaise-kpi-badge
 * @summary A KPI's value, target and trend.
 *
 * @slot - The figure's name, in place of the catalogue's.
 *
 * @csspart base - The whole badge, a button.
 * @csspart label - The figure's name.
 * @csspart value - The value with its unit.
 * @csspart trend - The change since the period before.
 * @csspart target - The target, in a tile and a meter.
 * @csspart chart - The sparkline of a tile or the bar of a meter.
 * @csspart why - What opens: the explanation of the figure.
 *
 * @cssprop --liaise-surface - Background.
 * @cssprop --liaise-text - Text.
 * @cssprop --liaise-muted - Text of less weight.
 * @cssprop --liaise-line - Lines.
 * @cssprop --liaise-accent - The page's accent.
 * @cssprop --liaise-good - A value on target.
 * @cssprop --liaise-warn - A value close to its target.
 * @cssprop --liaise-bad - A value off its target.
 * @cssprop --liaise-focus - The focus ring.
 * @cssprop --liaise-radius - Roundness of corners.
 * @cssprop --liaise-density - A factor on all distances, 1 by default.
 *
 * @cssstate loading - The answer is awaited.
 * @cssstate empty - There is no value; pressing says why.
 * @cssstate forbidden - The user may not see it.
 * @cssstate offline - There is no connection and nothing kept.
 * @cssstate stale - An earlier value is shown.
 * @cssstate error - It could not be loaded.
 * @cssstate ready - The value is shown and fresh.
 *
 * @fires {KpiOpenedEvent} liaise-kpi-opened - A person has opened what is behind the figure.
 */
export class KpiBadge extends LeanElement<KpiBadgeMessages> {
  static override styles = [baseStyles, kpiBadgeStyles];

  static override properties: PropertyDeclarations = {
    kpi: {},
    subject: {},
    period: {},
    variant: { reflect: true },
    data: { attribute: false },
  };

  /** The KPI's id, such as `retention-rate`. */
  declare kpi?: string;

  /** Whose value: `rep:ID`, `team:ID`, `customer:ID` or `tenant`. */
  declare subject?: string;

  /** `2026`, `2026-Q4`, `2026-11`, `2026-W47` or `last-30-days`. */
  declare period?: string;

  /** The look. */
  declare variant: KpiBadgeVariant;

  /** The value itself, where the page has it; then nothing is asked. */
  declare data?: KpiValue;

  readonly #answer = new DataController(this, {
    kind: 'kpi',
    question: () => {
      const { kpi, subject, period } = this;
      return kpi && subject && period ? { kpi, subject, period } : undefined;
    },
    given: () => this.data,
    isEmpty: ({ value }) => value === null,
  });
  #draw: typeof import('./kpi-badge.chart.ts').chart | undefined;

  constructor() {
    super();
    this.variant = 'badge';
  }

  protected override get catalog(): Catalog<KpiBadgeMessages> {
    return kpiBadgeMessages;
  }

  protected override currentState(): ElementState {
    return this.#answer.state;
  }

  /** A tile or a meter waits for its drawing, so that it comes at its full size. */
  protected override prepare(): Promise<unknown> | undefined {
    if (this.variant === 'badge' || this.#draw) return super.prepare();
    return import('./kpi-badge.chart.ts').then(({ chart }) => {
      this.#draw = chart;
      return super.prepare();
    });
  }

  /** What a page set before the element was defined is known only now. */
  protected override updated(): void {
    if (this.variant !== 'badge' && !this.#draw) void this.prepare()?.then(() => this.requestUpdate());
  }

  async #explain(): Promise<void> {
    const { open } = await import('./kpi-badge.why.ts');
    await open(this, this.#answer, this.language);
  }

  protected override render(): TemplateResult {
    const { words, language, state, variant } = this;
    const { data } = this.#answer;
    const figure = data && data.value !== null && data;
    const status = figure ? statusOf(figure) : 'none';
    return html`<button
      part="base"
      class="${variant} ${state} ${status}"
      aria-busy=${state === 'loading'}
      @click=${this.#explain}
    >
      <span part="label"><slot>${words.name(data?.kpi ?? this.kpi ?? '')}</slot></span>
      <span part="value"
        >${figure ? formatKpi(figure, language) : state === 'loading' ? html`<span class="bone">&nbsp;</span>` : '–'}<b
          aria-hidden="true"
          >${marks[status]}</b
        ><small> ${words[status]} ${words[state]}</small></span
      >
      <span part="trend">${figure ? this.#trend(figure) : nothing}</span>
      ${variant === 'badge' ? nothing : this.#draw?.(this.renderRoot, data, variant, language, words.target)}
    </button>`;
  }

  #trend(data: KpiValue): TemplateResult | typeof nothing {
    const { words } = this;
    const { way, change, better } = trend(data.value, data.previous, data.direction);
    const judged = better === null ? 'none' : better ? 'good' : 'bad';
    return way === 'unknown'
      ? nothing
      : html`<i class="${way} ${judged}"
          ><small>${words[way]} </small>${formatChange(change, data, this.language)}<small>
            ${words.than[judged]}</small
          ></i
        >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-kpi-badge': KpiBadge;
  }
}
