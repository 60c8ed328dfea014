import { type RaterGroup, suppressGroups, type SuppressionReason } from './suppression.ts';

/** What one rater said of somebody. */
export interface Rater {
  /** Such as `self`, `peer`, `superior`, `customer`. */
  readonly role: string;
  /** Ratings on one scale by question; a question that is not answered is left out. */
  readonly ratings: Readonly<Record<string, number>>;
}

/** How many rated, and their mean. */
export interface RatingMean {
  readonly n: number;
  readonly mean: number;
}

export interface RaterRole {
  readonly role: string;
  /** Raters of this role; null where they are hidden. */
  readonly n: number | null;
  /** Mean of the means of the questions that are told; null where none is. */
  readonly mean: number | null;
  readonly suppressed: SuppressionReason | null;
  /** By question; one that too few of the role answered is left out. */
  readonly questions: Readonly<Record<string, RatingMean>>;
}

export interface RaterReport {
  readonly roles: readonly RaterRole[];
  /** Over all raters but the person itself; null where it would give a hidden role away. */
  readonly overall: (Omit<RaterRole, 'role' | 'suppressed' | 'n'> & { readonly n: number }) | null;
}

/**
 * A 360-degree report by rater role and question, in which nobody can be singled out. Roles are hidden by `suppressGroups`
 * (primary and secondary suppression). Within a role that is told, a question that fewer than `minimum` answered is left
 * out. The overall mean of a question is left out while those who answered it in hidden places are at least one and fewer than
 * `minimum`: less the means that are told, it would be theirs. All means over questions are means of means that are told, so
 * they add nothing that could be worked out (a mean over persons of each one's own mean would).
 *
 * @param raters everybody who answered; who rated none of the questions does not count
 * @param questions whose ratings are told, on one scale
 * @param options `minimum` raters, default 3, at least 2; `exempt` as in `suppressGroups`
 */
export function raterReport(
  raters: readonly Rater[],
  questions: readonly string[],
  options: { minimum?: number } = {},
): RaterReport {
  const { minimum = 3 } = options;
  const rated = raters.filter(({ ratings }) => questions.some((question) => ratings[question] !== undefined));
  const names = [...new Set(rated.map(({ role }) => role))];
  const of = (role: string) => rated.filter((one) => one.role === role);
  const groups = names.map((role): RaterGroup => ({ role, n: of(role).length, score: 0 }));
  const told = suppressGroups(groups, { minimum });
  const known = (role: string) => role === 'self' || role === 'superior';

  const roles = told.groups.map(({ role, n, suppressed }): RaterRole => {
    const means = suppressed === null ? meansOf(of(role), questions, known(role) ? 1 : minimum) : {};
    return { role, n, suppressed, questions: means, mean: middle(means) };
  });
  if (told.overall === null) return { roles, overall: null };

  const counted = roles.filter(({ role }) => role !== 'self');
  const everybody = rated.filter(({ role }) => role !== 'self');
  const open = Object.fromEntries(
    Object.entries(meansOf(everybody, questions, 1)).filter(([question, { n }]) => {
      const hidden = n - counted.reduce((sum, row) => sum + (row.questions[question]?.n ?? 0), 0);
      return hidden === 0 || hidden >= minimum;
    }),
  );
  return { roles, overall: { n: everybody.length, questions: open, mean: middle(open) } };
}

function meansOf(raters: readonly Rater[], questions: readonly string[], minimum: number): Record<string, RatingMean> {
  const means: Record<string, RatingMean> = {};
  for (const question of questions) {
    const values = raters.flatMap(({ ratings }) => ratings[question] ?? []);
    if (values.length === 0 || values.length < minimum) continue;
    means[question] = { n: values.length, mean: values.reduce((sum, value) => sum + value, 0) / values.length };
  }
  return means;
}

function middle(means: Readonly<Record<string, RatingMean>>): number | null {
  const all = Object.values(means);
  return all.length === 0 ? null : all.reduce((sum, { mean }) => sum + mean, 0) / all.length;
}
