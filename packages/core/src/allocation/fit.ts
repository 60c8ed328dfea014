import {
  allocationGrades,
  type AllocatedCustomer,
  type AllocatedRep,
  type AllocationGrade,
  type AllocationRules,
  type NeededCertification,
  type RuleWeights,
} from './types.ts';

/** The grade that suits an importance of 1 to 5. */
const gradeForImportance: readonly AllocationGrade[] = ['junior', 'junior', 'intermediate', 'senior', 'principal'];
const importanceOfTier = { top: 5, big: 4, medium: 3, small: 2 } as const;

/** Importance from 1 to 5, from the customer or its tier; `null` when neither is known. */
export function importanceOf({ importance, tier }: AllocatedCustomer): number | null {
  return importance ?? (tier ? importanceOfTier[tier] : null);
}

/** How many steps the rep's grade is above (or, negative, below) what the importance asks for. */
export function gradeDistance(customer: AllocatedCustomer, rep: AllocatedRep): number | null {
  const importance = importanceOf(customer);
  if (importance === null) return null;
  const wanted = gradeForImportance[importance - 1] as AllocationGrade;
  return allocationGrades.indexOf(rep.grade) - allocationGrades.indexOf(wanted);
}

/** The first certificate that the customer needs and the rep does not hold on the day, or `null`. */
export function missingCertification(
  customer: AllocatedCustomer,
  rep: AllocatedRep,
  on: string | undefined,
): NeededCertification | null {
  for (const needed of customer.certifications ?? []) {
    const held = rep.certifications?.some(({ name, tier = 1, expiresOn }) => {
      if (name !== needed.name || tier < (needed.tier ?? 1)) return false;
      if (expiresOn === undefined) return true;
      if (on === undefined)
        throw new RangeError(
          `rules.on is missing: the certificate ${name} of rep ${rep.id} expires; give the day to look at.`,
        );
      return expiresOn >= on;
    });
    if (!held) return needed;
  }
  return null;
}

const evenWeights: Required<RuleWeights> = { grade: 1, relationship: 1, speciality: 1, industry: 1 };

/** What each rule says of a pair, 0 to 1; `null` when it does not speak. */
export function ruleScores(customer: AllocatedCustomer, rep: AllocatedRep): Record<keyof RuleWeights, number | null> {
  const distance = gradeDistance(customer, rep);
  const { specialities = [], industry, ownership } = customer;
  const known: number[] = [];
  if (industry !== undefined) known.push(rep.industries?.includes(industry) ? 1 : 0);
  if (ownership !== undefined) known.push(rep.ownerships?.includes(ownership) ? 1 : 0);
  const related = customer.relatedRepIds?.includes(rep.id) ? 0.5 : 0;
  return {
    // a grade too low costs twice what a grade too high does
    grade: distance === null ? null : 1 - (distance < 0 ? -distance : distance / 2) / (allocationGrades.length - 1),
    relationship:
      customer.originatorId === undefined && !customer.relatedRepIds?.length
        ? null
        : customer.originatorId === rep.id
          ? 1
          : related,
    speciality:
      specialities.length === 0
        ? null
        : specialities.filter((skill) => rep.skills?.includes(skill)).length / specialities.length,
    industry: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length,
  };
}

/** The weighted mean of the rules that speak for or against a pair, 0 to 1; `null` when none does. */
export function fitOf(customer: AllocatedCustomer, rep: AllocatedRep, rules: AllocationRules): number | null {
  const weights = rules.weights ?? evenWeights;
  const scores = ruleScores(customer, rep);
  let sum = 0;
  let weight = 0;
  for (const rule of ['grade', 'relationship', 'speciality', 'industry'] as const) {
    const score = scores[rule];
    const counts = weights[rule] ?? 0;
    if (score === null || counts === 0) continue;
    sum += counts * score;
    weight += counts;
  }
  return weight === 0 ? null : sum / weight;
}
