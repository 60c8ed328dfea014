import { newId } from '@liaise/core/records/identifier';
import type { Approval } from '@liaise/core/records/approval';
import type { Customer } from '@liaise/core/records/customer';
import { levelNames, levelWords, type Level, type Words } from '@liaise/core/value';
import { writeHistory } from '../records/history.ts';
import { recordTierChange } from '../records/tier-changes.ts';
import type { Work } from '../store/store.ts';

/** A level that a customer's value calls for. */
export interface Move {
  customerId: string;
  /** The level it had when its value was computed. */
  from: Level | undefined;
  to: Level;
  /** Why, in the customer's language. */
  reason: string;
}

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

/** Moves a customer to a level, with its history; `false` where it is another by now, or is not there. */
export async function changeTier(
  work: Work,
  { customerId, from, to, reason, approvalId }: Move & { approvalId?: string },
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

/** The downgrades of some customers that wait, or were decided in this period. */
async function downgradesOf(work: Work, customerIds: readonly string[], period: string): Promise<Approval[]> {
  if (customerIds.length === 0) return [];
  const rows = await work.sql
    .selectFrom('approvals')
    .select('id')
    .where('tenant_id', '=', work.actor.tenantId)
    .where('customer_id', 'in', [...customerIds])
    .where('kind', '=', 'downgrade')
    .execute();
  const found = await work.readMany<Approval>(
    'approvals',
    rows.map(({ id }) => id),
  );
  return found.filter((one) => one.status === 'asked' || one.period === period);
}

/**
 * Asks for the downgrades that are called for and withdraws those that are not any more. Of a customer one is asked at a
 * time, and one that was refused not again in the same period.
 *
 * @param customerIds everybody looked at, whether called for a downgrade or not
 */
export async function askDowngrades(
  work: Work,
  { customerIds, moves, period }: { customerIds: readonly string[]; moves: readonly Move[]; period: string },
): Promise<{ asked: number; withdrawn: number }> {
  const known = new Map<string, Approval[]>();
  for (const one of await downgradesOf(work, customerIds, period)) {
    const customer = one.customerId ?? '';
    known.set(customer, [...(known.get(customer) ?? []), one]);
  }
  const wanted = new Map(moves.map((move) => [move.customerId, move]));
  const now = work.now.toISOString();
  let withdrawn = 0;
  for (const [customerId, approvals] of known) {
    const move = wanted.get(customerId);
    for (const one of approvals) {
      // What somebody proposed by hand is not for the job to withdraw.
      if (one.status !== 'asked' || one.requesterId !== undefined) continue;
      if (move && one.tier === move.to) continue;
      const reason = 'The value of the customer no longer calls for it.';
      const over: Approval = { ...one, status: 'withdrawn', reason, version: one.version + 1, updatedAt: now };
      if (await work.replace<Approval>('approvals', over)) withdrawn += 1;
    }
  }
  let asked = 0;
  for (const move of moves) {
    const { customerId, from, to, reason } = move;
    const approvals = known.get(customerId) ?? [];
    const stands = approvals.some(
      ({ status, tier, requesterId }) =>
        (status === 'asked' && (requesterId !== undefined || tier === to)) ||
        status === 'refused' ||
        status === 'approved',
    );
    if (stands || from === undefined) continue;
    const approval: Approval = {
      id: newId(),
      version: 1,
      createdAt: now,
      updatedAt: now,
      kind: 'downgrade',
      title: `${levelNames[from].en} → ${levelNames[to].en}`,
      status: 'asked',
      customerId,
      tier: to,
      period,
      text: reason,
    };
    if (await work.insert<Approval>('approvals', approval)) asked += 1;
  }
  return { asked, withdrawn };
}
