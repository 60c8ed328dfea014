import { levels, type Level } from './pyramid.ts';

/** What is known of a customer when it is asked whether something calls for action. Leave out what is not known. */
export interface Signals {
  readonly id: string;
  readonly level?: Level;
  readonly previousLevel?: Level;
  /** Value of the trailing period and of the one before it. */
  readonly value?: number;
  readonly previousValue?: number;
  /** P(alive) now and a period ago. */
  readonly probabilityAlive?: number;
  readonly previousProbabilityAlive?: number;
  /** Expected lifetime value; compared with `lifetimeValueBar` of the rules. */
  readonly lifetimeValue?: number;
  /** Probability of as few purchases as there were, or fewer, had nothing changed. */
  readonly lowerTail?: number;
  /** Probability of as many purchases as there were, or more, had nothing changed. */
  readonly upperTail?: number;
  readonly openComplaints?: number;
  readonly openDisputes?: number;
  /** Days that the oldest unpaid bill is overdue. */
  readonly overdueDays?: number;
  /** The latest answer to "how likely are you to recommend us", 0 to 10. */
  readonly recommend?: number;
  /** Contribution of the trailing period after what serving the customer cost. */
  readonly margin?: number;
  /** Days since the last contact, and the days between contacts agreed for the level. */
  readonly daysSinceContact?: number;
  readonly cadenceDays?: number;
  /** Product groups bought, and offered to customers of the kind. */
  readonly groupsBought?: number;
  readonly groupsOffered?: number;
  /** What the customer spends with everyone on what is offered, for the trailing period. */
  readonly potential?: number;
}

/** From where on a signal counts. These are starting points for a company to set, not published values. */
export interface SignalRules {
  /** Relative change of value that counts as a change. */
  readonly valueChange: number;
  /** Fall of P(alive) that counts. */
  readonly aliveDrop: number;
  /** P(alive) below which a customer counts as lost. */
  readonly aliveLost: number;
  /** Tail probability below which the number of purchases counts as unusual. */
  readonly tail: number;
  readonly overdueDays: number;
  /** Highest answer that makes a detractor. */
  readonly detractor: number;
  /** How many times the cadence may pass without contact. */
  readonly cadenceFactor: number;
  /** Share of product groups below which there is room to cross-sell. */
  readonly groupShare: number;
  /** Share of the potential below which there is room to up-sell. */
  readonly potentialShare: number;
  /** Lifetime value that makes a customer valuable whatever the level. */
  readonly lifetimeValueBar: number;
}

export const defaultSignalRules: SignalRules = {
  valueChange: 0.3,
  aliveDrop: 0.2,
  aliveLost: 0.2,
  tail: 0.05,
  overdueDays: 30,
  detractor: 6,
  cadenceFactor: 1.5,
  groupShare: 0.5,
  potentialShare: 0.5,
  lifetimeValueBar: Infinity,
};

export const signalKinds = ['valuable', 'changing', 'problem'] as const;
export type SignalKind = (typeof signalKinds)[number];

export const signalCodes = [
  'high-level',
  'high-lifetime-value',
  'level-up',
  'level-down',
  'value-up',
  'value-down',
  'alive-drop',
  'buys-less-than-usual',
  'buys-more-than-usual',
  'complaint-open',
  'dispute-open',
  'payment-overdue',
  'detractor',
  'margin-negative',
  'contact-overdue',
  'probably-lost',
] as const;
export type SignalCode = (typeof signalCodes)[number];

/** Why a customer is valuable, changing or a problem. */
export interface Signal {
  readonly kind: SignalKind;
  readonly code: SignalCode;
  /** The figures behind it, for wording in any language. */
  readonly data: Readonly<Record<string, number | string>>;
  /** An English sentence. */
  readonly text: string;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/**
 * Whether a customer is valuable, changing or a problem, each with its reason. A signal whose figures are missing is not
 * raised; a customer may be all three.
 */
export function signalsOf(customer: Signals, given: Partial<SignalRules> = {}): Signal[] {
  const rules = { ...defaultSignalRules, ...given };
  for (const [field, value] of Object.entries(customer))
    if (Number.isNaN(value))
      throw new RangeError(`Customer ${customer.id}: ${field} is not a number; leave it out instead.`);
  const found: Signal[] = [];
  const add = (kind: SignalKind, code: SignalCode, data: Signal['data'], text: string): void => {
    found.push({ kind, code, data, text });
  };
  const { level, previousLevel, value, previousValue } = customer;

  if (level === 'top' || level === 'big') add('valuable', 'high-level', { level }, `Stands in the level "${level}".`);
  const { lifetimeValue } = customer;
  if (lifetimeValue !== undefined && lifetimeValue >= rules.lifetimeValueBar)
    add('valuable', 'high-lifetime-value', { lifetimeValue }, `Expected lifetime value is ${lifetimeValue}.`);

  if (level && previousLevel && level !== previousLevel) {
    const up = levels.indexOf(level) < levels.indexOf(previousLevel);
    add(
      'changing',
      up ? 'level-up' : 'level-down',
      { from: previousLevel, to: level },
      `Moved ${up ? 'up' : 'down'} from "${previousLevel}" to "${level}".`,
    );
  }
  if (value !== undefined && previousValue !== undefined && previousValue > 0) {
    const change = value / previousValue - 1;
    if (Math.abs(change) >= rules.valueChange)
      add(
        'changing',
        change > 0 ? 'value-up' : 'value-down',
        { change, value, previousValue },
        `Value ${change > 0 ? 'rose' : 'fell'} by ${percent(Math.abs(change))}.`,
      );
  }
  const { probabilityAlive: alive, previousProbabilityAlive: aliveBefore } = customer;
  if (alive !== undefined && aliveBefore !== undefined && aliveBefore - alive >= rules.aliveDrop)
    add(
      'changing',
      'alive-drop',
      { from: aliveBefore, to: alive },
      `The probability of still being a customer fell from ${percent(aliveBefore)} to ${percent(alive)}.`,
    );
  if (customer.lowerTail !== undefined && customer.lowerTail <= rules.tail)
    add(
      'changing',
      'buys-less-than-usual',
      { probability: customer.lowerTail },
      'Bought less often than is usual for this customer.',
    );
  if (customer.upperTail !== undefined && customer.upperTail <= rules.tail)
    add(
      'changing',
      'buys-more-than-usual',
      { probability: customer.upperTail },
      'Bought more often than is usual for this customer.',
    );

  const {
    openComplaints = 0,
    openDisputes = 0,
    overdueDays = 0,
    recommend,
    margin,
    daysSinceContact,
    cadenceDays,
  } = customer;
  if (openComplaints > 0)
    add('problem', 'complaint-open', { count: openComplaints }, `Open complaints: ${openComplaints}.`);
  if (openDisputes > 0) add('problem', 'dispute-open', { count: openDisputes }, `Open disputes: ${openDisputes}.`);
  if (overdueDays >= rules.overdueDays)
    add('problem', 'payment-overdue', { days: overdueDays }, `A payment is ${overdueDays} days overdue.`);
  if (recommend !== undefined && recommend <= rules.detractor)
    add('problem', 'detractor', { score: recommend }, `Answered ${recommend} of 10 when asked to recommend.`);
  if (margin !== undefined && margin < 0)
    add('problem', 'margin-negative', { margin }, `Costs more to serve than it brings: ${margin}.`);
  if (
    daysSinceContact !== undefined &&
    cadenceDays !== undefined &&
    daysSinceContact > rules.cadenceFactor * cadenceDays
  )
    add(
      'problem',
      'contact-overdue',
      { days: daysSinceContact, cadence: cadenceDays },
      `No contact for ${daysSinceContact} days; every ${cadenceDays} days was agreed.`,
    );
  if (alive !== undefined && alive < rules.aliveLost)
    add(
      'problem',
      'probably-lost',
      { probability: alive },
      `Is still a customer with a probability of only ${percent(alive)}.`,
    );
  return found;
}
