import {
  defaultSignalRules,
  signalsOf,
  type Signal,
  type SignalCode,
  type SignalRules,
  type Signals,
} from './signals.ts';

/** What to do next with a customer. */
export const actions = ['visit', 'cross-sell', 'up-sell', 'repeat', 'leave'] as const;
export type Action = (typeof actions)[number];

export interface Recommendation {
  readonly action: Action;
  /** The signal that decided, or what there is room for. */
  readonly because: SignalCode | 'room-in-range' | 'room-in-spend' | 'nothing-unusual';
  /** An English sentence. */
  readonly text: string;
  readonly signals: readonly Signal[];
}

/**
 * One recommendation for a customer, by rules in this order: mend what is wrong (visit), let go of who costs more than is
 * brought and is neither valuable nor promising (leave), see who is slipping (visit), widen the range (cross-sell), raise the
 * spend (up-sell), and otherwise carry on (repeat). "Leave" is a proposal for review, never a decision.
 */
export function recommend(customer: Signals, given: Partial<SignalRules> = {}): Recommendation {
  const rules = { ...defaultSignalRules, ...given };
  const signals = signalsOf(customer, given);
  const has = (code: SignalCode): boolean => signals.some((signal) => signal.code === code);
  const valuable = signals.some(({ kind }) => kind === 'valuable');
  const small = customer.level === 'small' || customer.level === undefined;
  const { value, potential, groupsBought, groupsOffered } = customer;
  const roomInSpend = value !== undefined && potential !== undefined && value < rules.potentialShare * potential;
  const roomInRange =
    groupsBought !== undefined && groupsOffered !== undefined && groupsBought < rules.groupShare * groupsOffered;
  const say = (action: Action, because: Recommendation['because'], text: string): Recommendation => ({
    action,
    because,
    text,
    signals,
  });

  for (const code of ['complaint-open', 'dispute-open', 'detractor'] as const)
    if (has(code)) return say('visit', code, 'Visit, and settle what is open before anything is sold.');
  if (has('margin-negative') && !valuable && small && !roomInSpend)
    return say(
      'leave',
      'margin-negative',
      'Propose to let go, or to serve at less cost: it brings less than it costs.',
    );
  if (has('probably-lost') && !valuable && small && !roomInSpend)
    return say('leave', 'probably-lost', 'Propose to let go: it has very probably stopped being a customer.');
  for (const code of [
    'level-down',
    'value-down',
    'alive-drop',
    'buys-less-than-usual',
    'probably-lost',
    'payment-overdue',
    'contact-overdue',
  ] as const)
    if (has(code)) return say('visit', code, 'Visit, and find out what has changed.');
  if (roomInRange)
    return say(
      'cross-sell',
      'room-in-range',
      `Show more of the range: ${groupsBought} of ${groupsOffered} product groups are bought.`,
    );
  if (roomInSpend) return say('up-sell', 'room-in-spend', 'Ask for more of what is spent elsewhere.');
  for (const code of ['level-up', 'value-up', 'buys-more-than-usual'] as const)
    if (has(code)) return say('up-sell', code, 'Offer the next size: this customer is growing.');
  return say('repeat', 'nothing-unusual', 'Carry on: nothing unusual.');
}
