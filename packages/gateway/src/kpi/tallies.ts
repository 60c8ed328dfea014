import { sql } from 'kysely';
import { type Calendar, type KpiDefinition, type Period, type Subject, type Tally, tallyCount } from '@liaise/core/kpi';
import type { Work } from '../store/store.ts';
import { statementOf, type TallyRow } from './statement.ts';

/** What is to be added up: one measure for subjects of one kind over several periods. */
export interface TallyQuestion {
  readonly kpi: Pick<KpiDefinition, 'id' | 'measure'>;
  readonly kind: Subject['kind'];
  /** Ids of reps, teams or customers; for the tenant none is needed. */
  readonly ids: readonly string[];
  /** Those that are equal are read once. */
  readonly periods: readonly Period[];
  readonly calendar: Calendar;
  /** Whether some team of the tenant is a sealed unit. */
  readonly sealed: boolean;
}

/** The sums found, by subject (`tenant` for the tenant) and period; zeros where there are no rows. */
export interface Tallies {
  of(id: string, period: Period): readonly Tally[];
}

/** Names a stretch: two periods of one name may be cut differently. */
const keyOf = ({ name, from, to }: Period): string => `${name} ${String(from)} ${String(to)}`;

/**
 * Reads the sums that a KPI's figures are made of, all subjects and periods at once. Runs with the rights of the transaction at
 * that moment: call it within `overAllRows`.
 */
export async function readTallies(work: Work, question: TallyQuestion): Promise<Tallies> {
  const { kpi, kind, calendar, sealed } = question;
  const periods = [...new Map(question.periods.map((period) => [keyOf(period), period])).values()];
  const indexes = new Map(periods.map((period, index) => [keyOf(period), index]));
  const ids = kind === 'tenant' ? [] : [...new Set(question.ids)];
  const found = new Map<string, Tally>();
  if (periods.length > 0) {
    const { measure } = kpi;
    const asked = { measure, tenantId: work.actor.tenantId, kind, ids, periods, asOf: work.now, calendar, sealed };
    const { rows } = await sql<TallyRow>`${statementOf(asked)}`.execute(work.sql);
    for (const { period, subject, tally, n, sum, squares, currencies } of rows) {
      found.set(`${String(period)} ${subject} ${String(tally)}`, {
        n,
        sum,
        ...(squares === null ? {} : { squares }),
        ...(currencies === null ? {} : { currencies: [...new Set(currencies.split(','))].sort() }),
      });
    }
  }
  const count = tallyCount(kpi.measure);
  return {
    of(id, period) {
      const index = indexes.get(keyOf(period));
      return Array.from(
        { length: count },
        (_, tally) => found.get(`${String(index)} ${id} ${String(tally)}`) ?? { n: 0, sum: 0 },
      );
    },
  };
}
