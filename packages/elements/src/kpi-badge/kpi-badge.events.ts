import { LiaiseEvent } from '../base/event.ts';

/** A person has opened what is behind a figure. */
export class KpiOpenedEvent extends LiaiseEvent {
  static readonly type = 'liaise-kpi-opened';
  /** The KPI's id. */
  readonly kpi: string;
  /** Whose value it is: `rep:ID`, `team:ID`, `customer:ID` or `tenant`. */
  readonly subject: string;
  readonly period: string;

  constructor({ kpi, subject, period }: { kpi: string; subject: string; period: string }) {
    super(KpiOpenedEvent.type);
    this.kpi = kpi;
    this.subject = subject;
    this.period = period;
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-kpi-opened': KpiOpenedEvent;
  }
}
