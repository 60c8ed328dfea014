import { newId } from '@liaise/core/records/identifier';
import type { Approval } from '@liaise/core/records/approval';
import type { Customer } from '@liaise/core/records/customer';
import {
  levelNames,
  levelWords,
  stageNames,
  stageWords,
  type Level,
  type LifecycleProposal,
  type LifecycleStage,
  type Words,
} from '@liaise/core/value';
import { writeHistory } from '../records/history.ts';
import { recordTierChange } from '../records/tier-changes.ts';
import type { Work } from '../store/store.ts';
import type { CustomerFacts } from './facts.ts';

/** A level that a customer's value calls for. */
export interface TierMove {
  field: 'tier';
  customerId: string;
  /** The level it had when its value was computed. */
  from: Level | undefined;
  to: Level;
  /** Why, in the customer's language. */
  reason: string;
}

/** A stage of life that a customer's purchases call for. */
export interface StageMove {
  field: 'stage';
  customerId: string;
  /** The stage it was in when its value was computed. */
  from: LifecycleStage;
  to: LifecycleStage;
  /** Why, in the customer's language. */
  reason: string;
}

export type Move = TierMove | StageMove;

const isChinese = (language: string | null | undefined): boolean => language?.toLowerCase().startsWith('zh') === true;

/** A sentence in the language that a customer's record names; English for others. */
export const inLanguageOf = (words: Words, language: string | null | undefined): string =>
  words[isChinese(language) ? 'zh-CN' : 'en'];

/** Why a customer moves, in its language, with amounts as they are written there. */
export function reasonOf(
  { from, to, value, threshold }: { from: Level | undefined; to: Level; value: number; threshold: number | null },
  currency: string,
  language: string | null,
): string {
  const format = new Intl.NumberFormat(isChinese(language) ? 'zh-CN' : 'en', {
    style: 'currency',
    currency,
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const written = (minor: number): string => format.format(minor / 10 ** digits);
  return inLanguageOf(levelWords(from, to, { value: written(value), threshold: written(threshold ?? 0) }), language);
}

/** The move of a customer between stages, with its reason in the customer's language. */
export function stageMoveOf({ customerId, language }: CustomerFacts, proposal: LifecycleProposal): StageMove {
  const { from, to } = proposal;
  return { field: 'stage', customerId, from, to, reason: inLanguageOf(stageWords(proposal), language) };
}

/** Moves a customer to a level, with its history; `false` where it is another by now, or is not there. */
export async function changeTier(
  work: Work,
  { customerId, from, to, reason, approvalId }: TierMove & { approvalId?: string },
): Promise<boolean> {
  const customer = await work.read<Customer>('customers', customerId);
  if (!customer || customer.tier !== from) return false;
  const changed = { ...customer, tier: to, version: customer.version + 1, updatedAt: work.now.toISOString() };
  if (!(await work.replace<Customer>('customers', changed))) return false;
  const { actor } = work;
  await writeHistory({ work, actor }, { customerId, field: 'tier', from: from ?? null, to, why: reason });
  await recordTierChange(work, { customerId, from, to, reason, ...(approvalId === undefined ? {} : { approvalId }) });
  return true;
}

/** Moves a customer to a stage of life, with its history; `false` where it is in another by now, or is not there. */
export async function changeStage(work: Work, { customerId, from, to, reason }: StageMove): Promise<boolean> {
  const customer = await work.read<Customer>('customers', customerId);
  if (customer?.stage !== from) return false;
  const changed = { ...customer, stage: to, version: customer.version + 1, updatedAt: work.now.toISOString() };
  if (!(await work.replace<Customer>('customers', changed))) return false;
  const { actor } = work;
  await writeHistory({ work, actor }, { customerId, field: 'stage', from, to, why: reason });
  return true;
}

const kinds = { tier: 'downgrade', stage: 'stage-move' } as const;

/** A customer is asked about in two ways, each by itself. */
const keyOf = ({ customerId, kind }: Pick<Approval, 'customerId' | 'kind'>): string => `${kind} ${customerId ?? ''}`;

/** The proposals about some customers that wait, or were decided in this period. */
async function proposalsOf(work: Work, customerIds: readonly string[], period: string): Promise<Approval[]> {
  if (customerIds.length === 0) return [];
  const rows = await work.sql
    .selectFrom('approvals')
    .select('id')
    .where('tenant_id', '=', work.actor.tenantId)
    .where('customer_id', 'in', [...customerIds])
    .where('kind', 'in', Object.values(kinds))
    .execute();
  const found = await work.readMany<Approval>(
    'approvals',
    rows.map(({ id }) => id),
  );
  return found.filter((one) => one.status === 'asked' || one.period === period);
}

/** Where a proposal would take its customer. */
const targetOf = ({ kind, tier, stage }: Approval): string | undefined => (kind === 'downgrade' ? tier : stage);

/** Such as `top → small`; nothing for a first level, which nobody has to decide. */
function titleOf(move: Move): string | undefined {
  if (move.field === 'stage') return `${stageNames[move.from].en} → ${stageNames[move.to].en}`;
  return move.from && `${levelNames[move.from].en} → ${levelNames[move.to].en}`;
}

/**
 * Asks for the moves that somebody has to decide and withdraws those that are not called for any more. Of a customer one
 * downgrade and one move of stage are asked at a time, and one that was refused not again in the same period.
 *
 * @param customerIds everybody looked at, whether called for a move or not
 */
export async function askMoves(
  work: Work,
  { customerIds, moves, period }: { customerIds: readonly string[]; moves: readonly Move[]; period: string },
): Promise<{ asked: number; withdrawn: number }> {
  const known = new Map<string, Approval[]>();
  for (const one of await proposalsOf(work, customerIds, period))
    known.set(keyOf(one), [...(known.get(keyOf(one)) ?? []), one]);
  const wanted = new Map(
    moves.map((move) => [keyOf({ kind: kinds[move.field], customerId: move.customerId }), move] as const),
  );
  const now = work.now.toISOString();
  let withdrawn = 0;
  for (const [key, approvals] of known) {
    const move = wanted.get(key);
    for (const one of approvals) {
      // What somebody proposed by hand is not for the job to withdraw.
      if (one.status !== 'asked' || one.requesterId !== undefined) continue;
      if (move && targetOf(one) === move.to) continue;
      const reason =
        one.kind === 'downgrade'
          ? 'The value of the customer no longer calls for it.'
          : 'What the customer does no longer calls for it.';
      const over: Approval = { ...one, status: 'withdrawn', reason, version: one.version + 1, updatedAt: now };
      if (await work.replace<Approval>('approvals', over)) withdrawn += 1;
    }
  }
  let asked = 0;
  for (const [key, move] of wanted) {
    const { customerId, to, reason } = move;
    const title = titleOf(move);
    const stands = (known.get(key) ?? []).some(
      (one) =>
        (one.status === 'asked' && (one.requesterId !== undefined || targetOf(one) === to)) ||
        one.status === 'refused' ||
        one.status === 'approved',
    );
    if (stands || title === undefined) continue;
    const approval: Approval = {
      id: newId(),
      version: 1,
      createdAt: now,
      updatedAt: now,
      kind: kinds[move.field],
      title,
      status: 'asked',
      customerId,
      ...(move.field === 'tier' ? { tier: move.to } : { stage: move.to }),
      period,
      text: reason,
    };
    if (await work.insert<Approval>('approvals', approval)) asked += 1;
  }
  return { asked, withdrawn };
}
