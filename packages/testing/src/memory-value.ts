import type { CatalogueKpi } from '@liaise/core/api/kpis';
import type { AskedDowngrade, ValuePyramid } from '@liaise/core/api/value';
import type { Approval } from '@liaise/core/records/approval';
import type { CheckIn } from '@liaise/core/records/check-in';
import type { CustomerReview } from '@liaise/core/records/customer-review';
import type { CustomerValue } from '@liaise/core/records/customer-value';
import type { Goal } from '@liaise/core/records/goal';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import { LiaiseError } from '@liaise/sdk/error';
import { around } from '@liaise/sdk/queries/goals';
import type { GoalSubject, ValueCommands, ValueQueries } from '@liaise/sdk/value-kinds';
import type { Answer, Order, Question, Result } from '@liaise/sdk/source';

/** What a memory source holds for goals and customer value. */
export interface ValueWorld {
  goals: Goal[];
  checkIns: CheckIn[];
  /** Whom a goal may be for. */
  subjects: GoalSubject[];
  catalogue: CatalogueKpi[];
  models: ScorecardModelRecord[];
  /** Without the downgrades asked: those are approvals. */
  pyramids: ValuePyramid[];
  customerValues: CustomerValue[];
  customerReviews: CustomerReview[];
}

export const emptyValue = (): ValueWorld => ({
  goals: [],
  checkIns: [],
  subjects: [],
  catalogue: [],
  models: [],
  pyramids: [],
  customerValues: [],
  customerReviews: [],
});

/** What else is read: records that other elements show, too. */
type Whole = ValueWorld & { approvals: Approval[]; kpis: KpiValue[] };

type Finders = { [K in keyof ValueQueries]: (world: Whole, asked: Question<K>) => Answer<K> | undefined };

/** How questions about goals and value are answered. */
export const valueFinders: Finders = {
  goals: ({ goals, checkIns, kpis, subjects, catalogue }, { subject, period }) => {
    const shown = around(
      goals.filter((goal) => goal.period === period),
      subject,
    );
    return {
      goals: shown,
      checkIns: checkIns.filter(({ goalId }) => shown.some(({ id }) => id === goalId)),
      values: kpis.filter((value) =>
        shown.some((goal) => goal.kpi === value.kpi && goal.subject === value.subject && goal.period === value.period),
      ),
      subjects,
      kpis: catalogue,
    };
  },
  pyramid: ({ pyramids, approvals, customerValues }, { subject, currency }) => {
    const found = pyramids.find(
      (one) => one.subject === subject && (currency === undefined || one.currency === currency),
    );
    return (
      found && {
        ...found,
        asked: approvals
          .filter(({ kind, status }) => (kind === 'downgrade' || kind === 'stage-move') && status === 'asked')
          .map((approval) => withFigures(approval, found, customerValues)),
      }
    );
  },
  'value-customers': ({ customerValues }, { tier, signal, action, currency, limit = 20 }) => {
    const found = customerValues.filter(
      (one) =>
        (tier === undefined || one.tier === tier) &&
        (signal === undefined || one.signals.some(({ code }) => code === signal)) &&
        (action === undefined || one.recommendation.action === action) &&
        (currency === undefined || one.currency === currency),
    );
    return { items: found.slice(0, limit), more: found.length > limit };
  },
  catalogue: ({ catalogue }) => catalogue,
  models: ({ models }, { model }) => models.filter((one) => model === undefined || one.model === model),
};

/** A proposal with the name and the figures of its customer, where there are any. */
function withFigures(
  approval: Approval,
  { levels }: ValuePyramid,
  customerValues: readonly CustomerValue[],
): AskedDowngrade {
  const about = customerValues.find(({ customerId }) => customerId === approval.customerId);
  if (!about) return approval;
  const { name, tier, stage, stageReason, value, currency } = about;
  if (approval.kind === 'stage-move')
    return {
      ...approval,
      customerName: name,
      ...(stage && { fromStage: stage }),
      ...(stageReason && { because: stageReason }),
    };
  const threshold = levels.find((level) => level.tier === tier)?.threshold;
  return {
    ...approval,
    customerName: name,
    ...(tier && { from: tier }),
    value,
    currency,
    ...(typeof threshold === 'number' && { threshold }),
  };
}

interface Context {
  rep: string;
  now: string;
}
type Doers = { [C in keyof ValueCommands]: (world: Whole, order: Order<C>, context: Context) => Result<C> };

/** Makes a record once, or changes the one whose version was seen. */
function put<R extends { id: string; version: number; createdAt: string; updatedAt: string }>(
  list: R[],
  given: Omit<R, 'version' | 'createdAt' | 'updatedAt'> & { id: string },
  version: number | undefined,
  now: string,
): R {
  const index = list.findIndex(({ id }) => id === given.id);
  const before = list[index];
  if (version === undefined && before) return before;
  if (version !== undefined && !before) throw new LiaiseError({ code: 'not-found', status: 404 });
  if (before && before.version !== version) throw new LiaiseError({ code: 'version-mismatch', status: 412 });
  const made = {
    ...given,
    version: (version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  } as R;
  if (before) list[index] = made;
  else list.push(made);
  return made;
}

/** How orders about goals and value are carried out, once however often they come with the same ids. */
export const valueDoers: Doers = {
  'set-goal': ({ goals }, { goal, version }, { now }) => put<Goal>(goals, goal, version, now),
  'check-in': ({ goals, checkIns }, order, { rep, now }) => {
    const about = goals.find(({ id }) => id === order.goalId);
    if (!about) throw new LiaiseError({ code: 'not-found', status: 404 });
    const { subject, period } = about;
    return put<CheckIn>(checkIns, { ...order, authorId: rep, subject, period }, undefined, now);
  },
  'save-model': ({ models }, { model, version }, { now }) => put<ScorecardModelRecord>(models, model, version, now),
  'review-customer': ({ customerReviews }, order, { rep, now }) =>
    put<CustomerReview>(customerReviews, { ...order, reviewerId: rep }, undefined, now),
};
