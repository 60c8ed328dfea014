import type { nothing, ReactiveControllerHost, TemplateResult } from 'lit';
import type { ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { Me } from '@liaise/sdk/scorecard-kinds';
import type { CommandKind, DataSource, Order } from '@liaise/sdk/source';
import type { Catalog } from '../base/catalog.ts';
import type { Filing } from '../base/filing.ts';
import type { Locale } from '../base/locale.ts';
import type { ScorecardAct } from './scorecard.events.ts';

/** What a panel sees of its scorecard. Read anew at every drawing. */
export interface PanelHost {
  readonly element: ReactiveControllerHost & Element;
  readonly data: ScorecardAnswer;
  /** Whether the page handed the scorecard in. */
  readonly isGiven: boolean;
  readonly locale: Locale;
  readonly me: Me | undefined;
  /** Whether the scorecard is the reader's own. */
  readonly isOwn: boolean;
  /** Whether the reader leads the rep whose scorecard it is, as far as its role says. */
  readonly leads: boolean;
  readonly topics: readonly string[];
  readonly source: DataSource | undefined;
  readonly filing: Filing;
  /** Asks the page, carries an order out and tells the page. False where it was stopped or not taken. */
  save<K extends CommandKind>(act: ScorecardAct, record: string, kind: K, order: Order<K>): Promise<boolean>;
  /** The figures that may be appealed: those about which no appeal waits. Empty for anybody but the rep itself. */
  readonly contestable: readonly string[];
  /** Leads to what is at a selector once it is drawn. */
  lead(selector: string): void;
  /** Opens the form of an appeal about a figure. */
  appealAbout(kpi: string): void;
  changed(): void;
}

/** What opens on a scorecard. It keeps what a person wrote for as long as the scorecard stands. */
export interface Panel {
  draw(): TemplateResult | typeof nothing;
  /** Begins to be about a figure. */
  choose?(kpi: string): void;
  /** It is not shown any more. */
  close?(): void;
}

/** A file that holds a panel, fetched when it is opened. */
export interface PanelModule {
  readonly panelMessages: Catalog<object>;
  /** @param about a figure, where the panel belongs to one */
  open(host: PanelHost, about: string): Panel;
}
