import { gradeDistance, missingCertification, ruleScores } from './fit.ts';
import type { AllocatedCustomer, AllocatedRep, AllocationRules, Reason, ReasonCode } from './types.ts';

/** What the explanation of one choice needs to know of the whole. */
export interface Choice {
  readonly customer: AllocatedCustomer;
  /** The rep chosen, or `null`. */
  readonly rep: AllocatedRep | null;
  /** All reps in scope. */
  readonly reps: readonly AllocatedRep[];
  /** What the pair costs; `Infinity` where it may not be. */
  readonly costWith: (rep: AllocatedRep) => number;
  /** Whether a rep has no room left after the allocation. */
  readonly isFull: (rep: AllocatedRep) => boolean;
  readonly rules: AllocationRules;
}

const reason = (code: ReasonCode, data: Reason['data'], text: string): Reason => ({ code, data, text });

/** Why the customer went to the rep, or to nobody: the rules that spoke for it first, then what else decided. */
export function reasonsFor(choice: Choice): Reason[] {
  return choice.rep ? whyRep(choice, choice.rep) : [whyNobody(choice)];
}

function whyRep({ customer, reps, costWith, isFull, rules }: Choice, rep: AllocatedRep): Reason[] {
  const found: Reason[] = [];
  const counts = (rule: 'grade' | 'relationship' | 'speciality' | 'industry'): boolean =>
    rules.weights === undefined || (rules.weights[rule] ?? 0) > 0;
  const scores = ruleScores(customer, rep);
  if (customer.holderId === rep.id)
    found.push(reason('stays-with-holder', { repId: rep.id }, 'Stays with the rep who looks after the customer now.'));
  if ((counts('relationship') || rules.originatorKeeps) && customer.originatorId === rep.id)
    found.push(reason('originator', { repId: rep.id }, 'The rep brought the customer.'));
  else if (counts('relationship') && (scores.relationship ?? 0) > 0)
    found.push(reason('related', { repId: rep.id }, 'The rep knows people at the customer.'));
  const distance = gradeDistance(customer, rep);
  if (counts('grade') && distance !== null) {
    const code = distance === 0 ? 'grade-fits' : distance > 0 ? 'grade-above' : 'grade-below';
    const how = distance === 0 ? 'suits' : distance > 0 ? 'is above what is asked by' : 'is below what is asked by';
    found.push(
      reason(
        code,
        { grade: rep.grade, steps: distance },
        `The rep's grade (${rep.grade}) ${how} the customer's importance.`,
      ),
    );
  }
  if (counts('speciality') && (scores.speciality ?? 0) > 0) {
    const shared = customer.specialities?.filter((skill) => rep.skills?.includes(skill)) ?? [];
    found.push(
      reason(
        'speciality',
        { shared: shared.join(', '), share: scores.speciality ?? 0 },
        `The rep has the skills asked for: ${shared.join(', ')}.`,
      ),
    );
  }
  const { industry, ownership, holderId } = customer;
  if (counts('industry') && industry !== undefined && rep.industries?.includes(industry))
    found.push(reason('industry', { industry }, `The rep knows the industry: ${industry}.`));
  if (counts('industry') && ownership !== undefined && rep.ownerships?.includes(ownership))
    found.push(reason('ownership', { ownership }, `The rep knows this form of ownership: ${ownership}.`));

  const possible = reps.filter((other) => costWith(other) !== Infinity);
  const mine = costWith(rep);
  const better = possible.filter((other) => costWith(other) < mine - 1e-9);
  const fullest = better.find(isFull);
  if (possible.length === 1)
    found.push(reason('only-one-possible', { repId: rep.id }, 'Nobody else may take the customer.'));
  else if (fullest)
    found.push(
      reason('better-is-full', { repId: fullest.id }, `Rep ${fullest.id} would fit better but has no room left.`),
    );
  else if (better[0] || (found.length === 0 && possible.length > 1))
    found.push(
      reason(
        'even-load',
        { ...(better[0] && { repId: better[0].id }) },
        'The rep carries less than others who could take the customer.',
      ),
    );

  if (holderId !== undefined && holderId !== rep.id) {
    const holder = reps.find(({ id }) => id === holderId);
    found.push(whyNotHolder(customer, holder, holderId, holder !== undefined && isFull(holder), rules));
  }
  return found;
}

function whyNotHolder(
  customer: AllocatedCustomer,
  holder: AllocatedRep | undefined,
  holderId: string,
  full: boolean,
  rules: AllocationRules,
): Reason {
  const data = { repId: holderId };
  if (!holder)
    return reason('holder-gone', data, `Rep ${holderId}, who looked after the customer, is not among the reps.`);
  if (holder.active === false) return reason('holder-inactive', data, `Rep ${holderId} takes no customers now.`);
  const missing = missingCertification(customer, holder, rules.on);
  if (missing)
    return reason(
      'holder-not-certified',
      { ...data, certification: missing.name },
      `Rep ${holderId} does not hold the certificate ${missing.name}.`,
    );
  if (full) return reason('holder-full', data, `Rep ${holderId} has no room left.`);
  return reason('holder-fits-less', data, `Rep ${holderId} fits or balances so much less that the change is worth it.`);
}

function whyNobody({ customer, reps, rules }: Choice): Reason {
  if (reps.length === 0) return reason('nobody-there', {}, 'There is no rep in this unit.');
  const active = reps.filter((rep) => rep.active !== false);
  if (active.length === 0) return reason('nobody-active', { reps: reps.length }, 'No rep takes customers now.');
  const lacking = active.map((rep) => missingCertification(customer, rep, rules.on));
  const certified = lacking.filter((missing) => missing === null).length;
  const missing = lacking.find((one) => one !== null);
  if (certified === 0 && missing)
    return reason(
      'nobody-certified',
      { certification: missing.name, tier: missing.tier ?? 1, reps: active.length },
      `No rep holds the certificate ${missing.name} that the customer needs.`,
    );
  return reason(
    'everybody-full',
    { reps: certified },
    `None of the ${certified} reps who may take the customer has room for it.`,
  );
}
