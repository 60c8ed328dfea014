import { findKpi, parsePeriod } from '@liaise/core/kpi';
import type { Approval, ApprovalChange, ApprovalCreate } from '@liaise/core/records/approval';
import type { Customer } from '@liaise/core/records/customer';
import { bodyRefusal, forbidden } from '../http/refusal.ts';
import { companyOf } from '../kpi/company.ts';
import { maySeeSubject } from '../kpi/subjects.ts';
import type { Call } from '../routes/call.ts';
import { isAbove } from '../value/assess.ts';
import { lifecycleMoves } from '@liaise/core/value';
import { changeStage, changeTier } from '../value/moves.ts';
import { enveloped, type Hooks } from './hooks.ts';

const decided = new Set<Approval['status']>(['approved', 'refused']);

/** An appeal names a figure that the one who appeals sees, says why, and waits while one like it does. */
async function checkAppeal({ work }: Call, { subject, kpi, period, text }: ApprovalCreate): Promise<void> {
  const { calendar, own } = await companyOf(work);
  if (!subject || (subject.kind !== 'rep' && subject.kind !== 'team'))
    throw bodyRefusal('subject', 'required', 'Say whose figure it is: a rep or a team.');
  if (kpi === undefined || !findKpi(kpi, own)) throw bodyRefusal('kpi', 'unknown-kpi', 'Say which KPI it is about.');
  try {
    parsePeriod(period ?? '', calendar, work.now.getTime());
  } catch {
    throw bodyRefusal('period', 'unknown-period', 'Say which period it is about.');
  }
  if (text === undefined || text.trim() === '')
    throw bodyRefusal('text', 'required', 'Say what is wrong with the figure.');
  if (!(await maySeeSubject(work, `${subject.kind}:${subject.id}`)))
    throw forbidden('An appeal is about a figure that you see.', 'body.subject');
  const waiting = await work.list<Approval>('approvals', {
    filters: { kind: 'kpi-appeal', status: 'asked', period: period ?? '' },
    limit: 500,
  });
  if (waiting.some((one) => one.kpi === kpi && one.subject?.id === subject.id))
    throw bodyRefusal('kpi', 'waiting', 'An appeal about this figure waits already: withdraw it, or wait.');
}

/**
 * Who proposes does not decide: a decision is a leader's, and never on the leader's own proposal. What Liaise itself proposes any
 * leader decides. An approved downgrade takes the customer to its tier at once, an approved move to its stage.
 */
export const approvals: Hooks<Approval, ApprovalCreate, ApprovalChange> = {
  async create(call, body) {
    const { repId } = call.actor;
    if (repId === undefined) throw bodyRefusal('', 'no-requester', 'Only a rep may propose: the token names none.');
    if (body.status !== undefined && body.status !== 'asked') {
      throw bodyRefusal('status', 'not-asked', 'A proposal begins as asked.');
    }
    if (body.kind === 'kpi-appeal') await checkAppeal(call, body);
    if (body.kind === 'stage-move') {
      if (body.customerId === undefined) throw bodyRefusal('customerId', 'required', 'Say whom it is about.');
      if (body.stage === undefined)
        throw bodyRefusal('stage', 'required', 'Say to which stage the customer is to move.');
    }
    return { ...enveloped(call, body), status: 'asked', requesterId: repId };
  },
  change(call, before, after) {
    const { actor, now } = call;
    const { requesterId: _given, ...rest } = after;
    const { requesterId } = before;
    const requested: Approval = { ...rest, ...(requesterId === undefined ? {} : { requesterId }) };
    const isMine = requesterId !== undefined && actor.repId === requesterId;
    if (before.kind === 'downgrade' || after.kind === 'downgrade') {
      for (const field of ['kind', 'customerId', 'tier', 'period'] as const)
        if (after[field] !== before[field])
          throw bodyRefusal(field, 'fixed', 'What a downgrade is about stays: withdraw it and make another.');
    }
    if (before.kind === 'stage-move' || after.kind === 'stage-move') {
      for (const field of ['kind', 'customerId', 'stage', 'period'] as const)
        if (after[field] !== before[field])
          throw bodyRefusal(field, 'fixed', 'What a move is about stays: withdraw it and make another.');
    }
    if (before.kind === 'kpi-appeal' || after.kind === 'kpi-appeal') {
      for (const field of ['kind', 'kpi', 'period', 'subject'] as const)
        if (JSON.stringify(after[field]) !== JSON.stringify(before[field]))
          throw bodyRefusal(field, 'fixed', 'What an appeal is about stays: withdraw it and make another.');
    }
    if (after.status === before.status) return requested;
    if (before.status !== 'asked') throw bodyRefusal('status', 'decided', `This was ${before.status} already.`);
    if (after.status === 'withdrawn') {
      if (!isMine) throw forbidden('Only who asked may withdraw.', 'body.status');
      return requested;
    }
    if (decided.has(after.status)) {
      if (actor.role === 'rep' || isMine) {
        throw forbidden('Somebody else decides this.', 'body.status');
      }
      if (before.kind === 'kpi-appeal' && (after.reason === undefined || after.reason.trim() === ''))
        throw bodyRefusal('reason', 'required', 'Say why: whoever appealed reads it.');
      const decider = actor.repId ?? before.deciderId;
      return { ...requested, ...(decider === undefined ? {} : { deciderId: decider }), decidedAt: now };
    }
    return requested;
  },
  async changed({ work }, before, after) {
    if (before.status !== 'asked' || after.status !== 'approved') return;
    const { id, kind, customerId, tier, stage, text, title } = after;
    if ((kind !== 'downgrade' && kind !== 'stage-move') || customerId === undefined) return;
    const customer = await work.read<Customer>('customers', customerId);
    if (!customer) return;
    const reason = (after.reason ?? text ?? title).slice(0, 1000);
    if (kind === 'downgrade' && tier && customer.tier && isAbove(customer.tier, tier))
      await changeTier(work, { field: 'tier', customerId, from: customer.tier, to: tier, reason, approvalId: id });
    if (kind === 'stage-move' && stage && lifecycleMoves[customer.stage].includes(stage))
      await changeStage(work, { field: 'stage', customerId, from: customer.stage, to: stage, reason });
  },
};
