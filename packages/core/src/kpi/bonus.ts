import type { Money } from '../records/primitives.ts';
import type { BonusRule } from '../records/scorecard-model.ts';

/** What a bonus rule gives for a score. */
export interface Bonus {
  /** Share of the base; `null` without a score. */
  readonly share: number | null;
  /** Whole minor units; `null` without a score. */
  readonly amount: Money | null;
}

/** A fault of a bonus rule, with the place of it: `steps.1.from`. */
export interface BonusFault {
  readonly path: string;
  readonly code: 'steps-not-rising' | 'no-steps' | 'not-finite' | 'cap-below-step' | 'negative';
  readonly message: string;
}

/**
 * What keeps a bonus rule from being applied: no step, steps whose scores do not rise, numbers that are none or below 0, a cap
 * below what a step promises. Empty for a rule that works.
 */
export function checkBonus(rule: BonusRule): BonusFault[] {
  const faults: BonusFault[] = [];
  const add = (path: string, code: BonusFault['code'], message: string) => faults.push({ path, code, message });
  const check = (path: string, value: number): boolean => {
    if (!Number.isFinite(value)) add(path, 'not-finite', 'Give a finite number.');
    else if (value < 0) add(path, 'negative', 'Give 0 or more.');
    else return true;
    return false;
  };
  check('base.minor', rule.base.minor);
  if (rule.steps.length === 0) add('steps', 'no-steps', 'Say from which score on which share is paid.');
  rule.steps.forEach(({ from, share }, index) => {
    const before = rule.steps[index - 1];
    if (check(`steps.${index}.from`, from) && before && from <= before.from)
      add(`steps.${index}.from`, 'steps-not-rising', 'Each step begins at a higher score than the one before it.');
    if (check(`steps.${index}.share`, share) && rule.cap !== undefined && share > rule.cap)
      add(`steps.${index}.share`, 'cap-below-step', 'This is more than the highest share, `cap`.');
  });
  if (rule.cap !== undefined) check('cap', rule.cap);
  return faults;
}

/** The share past the last of `linear` steps: it goes on at the slope of the last two as long as `cap` allows, and never falls. */
function beyond(rule: BonusRule, score: number): number {
  const last = rule.steps.at(-1);
  if (!last) return 0;
  const before = rule.steps.at(-2);
  if (rule.cap === undefined || !before) return last.share;
  const slope = (last.share - before.share) / (last.from - before.from);
  return slope <= 0 ? last.share : Math.min(rule.cap, last.share + slope * (score - last.from));
}

function shareOf(rule: BonusRule, score: number): number {
  const reached = rule.steps.findLastIndex(({ from }) => score >= from);
  const step = rule.steps[reached];
  if (!step) return 0;
  if (rule.between === 'step') return step.share;
  const next = rule.steps[reached + 1];
  if (!next) return beyond(rule, score);
  return step.share + ((score - step.from) / (next.from - step.from)) * (next.share - step.share);
}

/**
 * The bonus of a score: its share of the base, and that amount in whole minor units, half a unit rounded up. Below the first
 * step nothing; `step`: the share of the highest step reached; `linear`: in proportion between two steps. Piecewise linear
 * pay with a floor and a cap is the usual form in practice; its bends invite gaming near them (Jensen 2003, European Financial
 * Management 9:379), so the rule is shown beside every amount.
 *
 * @param score 0 or more, 1 is every target reached; `null`: no score, and so no amount
 * @throws RangeError naming the fault of a rule (`checkBonus`) or a score that is not a number
 */
export function bonus(rule: BonusRule, score: number | null): Bonus {
  const fault = checkBonus(rule)[0];
  if (fault) throw new RangeError(`bonus.${fault.path}: ${fault.message}`);
  if (score === null) return { share: null, amount: null };
  if (!Number.isFinite(score)) throw new RangeError(`score is ${score}: give a finite number, or null without one.`);
  const share = shareOf(rule, score);
  // 12 significant digits: 0.29 of 100 is 29, not 28.999….
  const minor = Math.round(Number((rule.base.minor * share).toPrecision(12)));
  return { share, amount: { minor, currency: rule.base.currency } };
}

interface Wording {
  readonly of: (money: string) => string;
  readonly step: (score: string, share: string) => string;
  readonly linear: string;
  readonly jumps: string;
  readonly below: (score: string) => string;
  readonly cap: (share: string) => string;
  readonly separator: string;
}

const wordings: Readonly<Record<'en' | 'zh', Wording>> = {
  en: {
    of: (money) => `The bonus is a share of ${money}. `,
    step: (score, share) => `from a score of ${score}: ${share}`,
    linear: ' Between two steps it rises in proportion.',
    jumps: ' Between two steps it stays as it is.',
    below: (score) => ` Below a score of ${score} nothing is paid.`,
    cap: (share) => ` At most ${share} is paid.`,
    separator: '; ',
  },
  zh: {
    of: (money) => `奖金按 ${money} 的比例发放。`,
    step: (score, share) => `得分达到 ${score} 发放 ${share}`,
    linear: '两档之间按比例递增。',
    jumps: '两档之间按较低一档发放。',
    below: (score) => `得分低于 ${score} 不发放。`,
    cap: (share) => `最高发放 ${share}。`,
    separator: '；',
  },
};

/**
 * A bonus rule in words, whole: base, every step, what lies between, and the cap. Scores and shares stand as per cent.
 *
 * @param locale a tag of BCP 47; Chinese in Chinese, any other in English with the locale's numbers
 */
export function describeBonus(rule: BonusRule, locale: string): string {
  const chinese = /^zh\b/i.test(locale);
  const words = wordings[chinese ? 'zh' : 'en'];
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const { currency, minor } = rule.base;
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const base = money.format(minor / 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2));
  const steps = rule.steps.map(({ from, share }) => words.step(percent.format(from), percent.format(share)));
  const text = steps.join(words.separator);
  const sentence = chinese ? `${text}。` : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
  const first = rule.steps[0];
  const between = rule.steps.length < 2 ? '' : rule.between === 'linear' ? words.linear : words.jumps;
  return (
    words.of(base) +
    sentence +
    between +
    (first && first.from > 0 ? words.below(percent.format(first.from)) : '') +
    (rule.cap === undefined ? '' : words.cap(percent.format(rule.cap)))
  );
}
