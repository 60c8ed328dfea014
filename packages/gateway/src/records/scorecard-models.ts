import type {
  ScorecardModelChange,
  ScorecardModelCreate,
  ScorecardModelRecord,
} from '@liaise/core/records/scorecard-model';
import type { Issue } from '@liaise/core/api/problem';
import { checkBonus, dayName, dayOf, findKpi } from '@liaise/core/kpi';
import { Refusal } from '../http/refusal.ts';
import { companyOf, type Company } from '../kpi/company.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

type Edition = Pick<ScorecardModelRecord, 'weights' | 'bonus'>;

/** Every fault of an edition that its schema does not see. */
function faultsOf({ weights, bonus }: Edition, own: Company['own']): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  weights.forEach(({ kpi }, index) => {
    const path = `body.weights.${String(index)}.kpi`;
    const definition = findKpi(kpi, own);
    if (!definition) issues.push({ path, code: 'unknown-kpi', message: 'There is no KPI with this id.' });
    else if (definition.direction === 'neutral')
      issues.push({
        path,
        code: 'no-direction',
        message: 'Neither way is better for this KPI, so it cannot be scored.',
      });
    if (seen.has(kpi)) issues.push({ path, code: 'repeated', message: 'Each KPI is weighed once.' });
    seen.add(kpi);
  });
  if (bonus)
    for (const { path, code, message } of checkBonus(bonus)) issues.push({ path: `body.bonus.${path}`, code, message });
  return issues;
}

async function check(call: Call, edition: Edition): Promise<string> {
  const { own, calendar } = await companyOf(call.work);
  const issues = faultsOf(edition, own);
  if (issues.length > 0) throw new Refusal('invalid-body', { issues: issues.slice(0, 50) });
  return dayName(dayOf(call.work.now.getTime(), calendar.timeZone));
}

const refuse = (path: string, code: string, message: string): Refusal =>
  new Refusal('invalid-body', { issues: [{ path: `body.${path}`, code, message }] });

const begun = (): Refusal =>
  new Refusal('conflict', {
    detail: 'This edition has begun, and people are judged by it: make a new edition that begins on a later day.',
  });

/**
 * An edition is written ahead of its day and never changed from then on. Only the first of a model may begin in the past: there is
 * nothing that it would change.
 */
export const scorecardModels: Hooks<ScorecardModelRecord, ScorecardModelCreate, ScorecardModelChange> = {
  async create(call, body) {
    const today = await check(call, body);
    const others = await call.work.list<ScorecardModelRecord>('scorecard-models', {
      filters: { model: body.model },
      limit: 500,
    });
    const last = Math.max(0, ...others.map(({ edition }) => edition));
    if (body.edition <= last && !others.some(({ id }) => id === body.id))
      throw refuse('edition', 'taken', `The editions up to ${String(last)} are there already: take the next number.`);
    if (others.length > 0 && body.from < today)
      throw refuse('from', 'in-the-past', `A new edition begins today, ${today}, or later.`);
    return enveloped(call, body);
  },
  async change(call, before, after) {
    const today = await check(call, after);
    if (before.from <= today) throw begun();
    for (const field of ['model', 'edition'] as const)
      if (after[field] !== before[field]) throw refuse(field, 'fixed', 'This stays as it was made: create another.');
    if (after.from < today) throw refuse('from', 'in-the-past', `An edition begins today, ${today}, or later.`);
    return after;
  },
  async remove(call, record) {
    const { calendar } = await companyOf(call.work);
    if (record.from <= dayName(dayOf(call.work.now.getTime(), calendar.timeZone))) throw begun();
    const exact = call.ifMatch === null ? undefined : record.version;
    if (!(await call.work.remove('scorecard-models', record.id, exact))) throw new Refusal('version-mismatch');
  },
};
