import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { Me } from '@liaise/sdk/scorecard-kinds';
import type { DataSource } from '@liaise/sdk/source';
import { adopt } from '../base/adopt.ts';
import { fieldStyles } from '../base/fields.styles.ts';
import { Filing } from '../base/filing.ts';
import type { Locale } from '../base/locale.ts';
import { kpiFactsStyles } from '../kpi-badge/kpi-facts.ts';
import { kpiSourcesStyles } from '../kpi-sources/kpi-sources.ts';
import type { Panel, PanelHost, PanelModule } from './panel.ts';
import { BeforeScorecardSaveEvent, ScorecardSavedEvent } from './scorecard.events.ts';
import { panelStyles } from './scorecard.panels.styles.ts';

/** What a review rates where the page does not say. */
export const reviewTopics = ['results', 'customers', 'teamwork', 'development'] as const;

const modules = {
  why: () => import('./scorecard.why.ts'),
  'what-if': () => import('./scorecard.what-if.ts'),
  reviews: () => import('./scorecard.reviews.ts'),
  appeals: () => import('./scorecard.appeals.ts'),
  shown: () => import('./scorecard.shown.ts'),
} as const satisfies Readonly<Record<string, () => Promise<PanelModule>>>;

type Name = keyof typeof modules;

/** What the panels of one scorecard need of it, read anew each time. */
export interface PanelsPlace {
  readonly element: ReactiveControllerHost & Element;
  readonly root: ShadowRoot;
  /** Something is under way that is a part of the next drawing. */
  wait(work: Promise<unknown>): void;
  data(): ScorecardAnswer | undefined;
  /** Whether the page handed the data in. */
  isGiven(): boolean;
  source(): DataSource | undefined;
  reader(): Me | undefined;
  topics(): string | undefined;
  locale(): Locale;
}

/** The panels of one scorecard: which are open, and the code of each once it was. */
export class Panels {
  readonly #place: PanelsPlace;
  readonly #modules = new Map<Name, PanelModule>();
  readonly #made = new Map<string, Panel>();
  readonly #open = new Set<string>();
  readonly #host: PanelHost;

  constructor(place: PanelsPlace) {
    this.#place = place;
    adopt(place.root, fieldStyles);
    adopt(place.root, kpiSourcesStyles);
    adopt(place.root, kpiFactsStyles);
    adopt(place.root, panelStyles);
    this.#host = this.#makeHost();
  }

  isOpen(name: Name, about = ''): boolean {
    return this.#open.has(`${name} ${about}`);
  }

  /** Opens a panel, with its words, or closes it. What was written in it stays. */
  async toggle(name: Name, about = ''): Promise<void> {
    const key = `${name} ${about}`;
    if (this.#open.delete(key)) {
      this.#made.get(key)?.close?.();
      return;
    }
    const module = this.#modules.get(name) ?? (await modules[name]());
    await module.panelMessages.load(this.#place.locale().tag);
    this.#modules.set(name, module);
    if (!this.#made.has(key)) this.#made.set(key, module.open(this.#host, about));
    this.#open.add(key);
  }

  /** The words of the open panels in a language; undefined where they are here. */
  load(language: string): Promise<unknown> | undefined {
    const awaited = [...this.#modules.values()].flatMap(({ panelMessages }) => panelMessages.load(language) ?? []);
    return awaited.length > 0 ? Promise.all(awaited) : undefined;
  }

  draw(name: Name, about = ''): TemplateResult | typeof nothing {
    const key = `${name} ${about}`;
    if (!this.#open.has(key)) return nothing;
    return html`<div part="panel" class=${name}>${this.#made.get(key)?.draw() ?? nothing}</div>`;
  }

  /** Another scorecard: what was open and written belongs to the last one. */
  leave(): void {
    this.#made.forEach((panel) => panel.close?.());
    this.#made.clear();
    this.#open.clear();
    this.#host.filing.forget();
  }

  #makeHost(): PanelHost {
    const place = this.#place;
    const changed = (): void => place.element.requestUpdate();
    const filing = new Filing({
      get source() {
        return place.source();
      },
      changed,
    });
    const isOwn = (): boolean => {
      const repId = place.reader()?.repId;
      return repId !== undefined && place.data()?.subject === `rep:${repId}`;
    };
    return {
      element: place.element,
      filing,
      changed,
      get data() {
        const data = place.data();
        if (!data) throw new Error('A panel is drawn only beside its scorecard.');
        return data;
      },
      get isGiven() {
        return place.isGiven();
      },
      get locale() {
        return place.locale();
      },
      get me() {
        return place.reader();
      },
      get isOwn() {
        return isOwn();
      },
      get leads() {
        const role = place.reader()?.role;
        return (role === 'manager' || role === 'admin') && !isOwn();
      },
      get contestable() {
        const data = place.data();
        if (!data || !isOwn()) return [];
        const waiting = data.appeals.filter(({ status }) => status === 'asked').map(({ kpi }) => kpi);
        return data.lines.map(({ kpi }) => kpi).filter((kpi) => !waiting.includes(kpi));
      },
      get topics() {
        return place.topics()?.split(/\s+/).filter(Boolean) ?? reviewTopics;
      },
      get source() {
        return place.source();
      },
      save: async (act, record, kind, order) => {
        if (!place.element.dispatchEvent(new BeforeScorecardSaveEvent(act, record))) return false;
        const receipt = await filing.submit(record, kind, order);
        if (!receipt) return false;
        place.element.dispatchEvent(new ScorecardSavedEvent(act, record, receipt.state === 'delivered'));
        return true;
      },
      lead: (selector) => {
        const { element, root } = place;
        element.requestUpdate();
        // After the drawing that shows it, which may itself wait for this.
        requestAnimationFrame(() => root.querySelector<HTMLElement>(selector)?.focus());
      },
      appealAbout: (kpi) => place.wait(this.#appealAbout(kpi)),
    };
  }

  async #appealAbout(kpi: string): Promise<void> {
    if (!this.isOpen('appeals')) await this.toggle('appeals');
    this.#made.get('appeals ')?.choose?.(kpi);
    this.#host.lead('.appeals form textarea');
  }
}
