import type { PropertyDeclarations } from '@lit/reactive-element';
import { formatChange, formatKpi, statusOf, trend } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Catalog } from '../base/catalog.ts';
import { DataController, type DataRequest } from '../base/data-controller.ts';
import { BareElement } from '../base/bare-element.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { kpiBadgeMessages, type KpiBadgeMessages } from './kpi-badge.messages.ts';
import { kpiBadgeStyles } from './kpi-badge.styles.ts';
import { badgeTree, type BadgeTree } from './kpi-badge.tree.ts';

/** The looks of a badge: in running text or a table, as a tile of a page, or with a bar towards its target. */
export const kpiBadgeVariants = ['badge', 'tile', 'meter'] as const;

export type KpiBadgeVariant = (typeof kpiBadgeVariants)[number];

const request: DataRequest<'kpi', KpiBadge> = {
  kind: 'kpi',
  question: ({ kpi, subject, period }) => (kpi && subject && period ? { kpi, subject, period } : undefined),
  given: ({ data }) => data,
  isEmpty: ({ value }) => value === null,
};

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
 * @fires {KpiSourceOpenedEvent} liaise-kpi-source-opened - A person has pressed a source row of the figure.
 */
export class KpiBadge extends BareElement<KpiBadgeMessages> {
  static override styles = [baseStyles, kpiBadgeStyles];

  static override properties: PropertyDeclarations = {
    kpi: {},
    subject: {},
    period: {},
    variant: { reflect: true, useDefault: true },
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

  readonly #answer = new DataController(this, request);
  #tree: BadgeTree | undefined;
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

  protected override updated(): void {
    const { variant } = this;
    if (variant === 'badge') return;
    if (this.#draw) this.#draw(this.renderRoot, this.#answer.data, variant, this.language, this.words.target);
    // What a page set before the element was defined is known only now.
    else void this.prepare()?.then(() => this.requestUpdate());
  }

  async #explain(): Promise<void> {
    const { open } = await import('./kpi-badge.why.ts');
    await open(this, this.#answer, this.language);
  }

  /** Draws by hand what a template would draw: a page may hold a thousand of these. */
  protected override update(changed: Map<PropertyKey, unknown>): void {
    super.update(changed);
    const { words, language, state, variant } = this;
    const { data } = this.#answer;
    const figure = typeof data?.value === 'number' ? data : undefined;
    const status = figure ? statusOf(figure) : 'none';
    const { way, change, better } = trend(data?.value, data?.previous, data?.direction ?? 'neutral');
    const judged = better === null ? 'none' : better ? 'good' : 'bad';
    if (!this.#tree) {
      this.#tree = badgeTree();
      this.renderRoot.append(this.#tree.base);
      this.#tree.base.addEventListener('click', () => void this.#explain());
    }
    const { base, label, value, standing, moved, change: by, direction } = this.#tree;
    base.className = `${variant} ${state} ${status}`;
    label.data = words.name(data?.kpi ?? this.kpi ?? '');
    value.data = figure ? formatKpi(figure, language) : state === 'loading' ? '\u00a0' : '–';
    standing.data = ` ${words[status]} ${words[state]}`;
    moved.className = `${way} ${judged}`;
    by.data = figure ? formatChange(change, figure, language) : '';
    direction.data = ` ${words[way]} ${words.than[judged]}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-kpi-badge': KpiBadge;
  }
}
