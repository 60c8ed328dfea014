import { requireWhole } from './tally.ts';

/** One rater role's figure in a 360-degree report. */
export interface RaterGroup {
  /** Such as `self`, `colleague`, `superior`, `customer`; each once. */
  readonly role: string;
  /** Raters of this role who answered. */
  readonly n: number;
  /** Their mean; `null` where nobody answered. */
  readonly score: number | null;
  /** A role whose raters are known anyway and agreed to be: never hidden. Default: true for `self` and `superior`. */
  readonly exempt?: boolean;
  /** Whether this role counts in the overall mean. Default: false for `self`. */
  readonly inOverall?: boolean;
  /** How many had answered when this role was last published, if it was. */
  readonly published?: number;
}

export type SuppressionReason =
  /** Nobody of this role answered. */
  | 'no-answers'
  /** Fewer raters than the minimum. */
  | 'too-few'
  /** Enough raters, but so few new ones since the last report that comparing the two would single them out. */
  | 'few-new'
  /** Hidden so that a hidden group cannot be worked out from the overall mean. */
  | 'secondary';

export interface SuppressedGroup {
  readonly role: string;
  readonly n: number | null;
  readonly score: number | null;
  readonly suppressed: SuppressionReason | null;
}

export interface SuppressedReport {
  readonly groups: readonly SuppressedGroup[];
  /** Mean over all raters that count, or `null` where it would give a hidden group away or nobody counts. */
  readonly overall: { readonly n: number; readonly score: number } | null;
}

interface Row {
  group: RaterGroup;
  exempt: boolean;
  counts: boolean;
  reason: SuppressionReason | null;
}

/**
 * Decides what a 360-degree report may show. Primary: a group of 1 to `minimum - 1` raters is hidden (usual practice:
 * Morgeson, Mumford & Campion 2005, Consulting Psychology Journal 57:196). Secondary: beside an overall mean, one
 * hidden group is (n mean - sum shown) / n hidden, so hidden groups must be at least two and hold at least `minimum`
 * raters together; the smallest shown group that is not exempt is hidden until that is so, and where none is left the
 * overall mean is hidden instead (Cox 1980, JASA 75:377). Use one call for each published table: the same groups must
 * be hidden in every column that shares their raters.
 *
 * @param options `minimum` raters for a group to be shown, default 3, at least 2
 * @throws RangeError for a repeated role or an impossible n
 */
export function suppressGroups(groups: readonly RaterGroup[], options: { minimum?: number } = {}): SuppressedReport {
  const { minimum = 3 } = options;
  requireWhole(minimum, 2, 1000, 'minimum');
  const roles = new Set<string>();
  const rows = groups.map((group, at): Row => {
    requireWhole(group.n, 0, Number.MAX_SAFE_INTEGER, `groups[${at}].n`);
    if (group.n > 0 && !Number.isFinite(group.score))
      throw new RangeError(`groups[${at}].score is ${String(group.score)}: a group with raters has a finite mean.`);
    if (roles.has(group.role)) throw new RangeError(`groups[${at}].role repeats ${group.role}: give each role once.`);
    roles.add(group.role);
    const exempt = group.exempt ?? (group.role === 'self' || group.role === 'superior');
    const fresh = group.published === undefined ? minimum : Math.abs(group.n - group.published);
    const reason =
      group.n === 0
        ? 'no-answers'
        : exempt
          ? null
          : group.n < minimum
            ? 'too-few'
            : fresh > 0 && fresh < minimum
              ? 'few-new'
              : null;
    return { group, exempt, counts: group.inOverall ?? group.role !== 'self', reason };
  });
  const counted = rows.filter((row) => row.counts && row.group.n > 0);
  const n = counted.reduce((sum, row) => sum + row.group.n, 0);
  let overall: SuppressedReport['overall'] =
    n === 0 ? null : { n, score: counted.reduce((sum, row) => sum + row.group.n * (row.group.score ?? 0), 0) / n };

  const safe = (): boolean => {
    const hidden = counted.filter((row) => row.reason !== null);
    const raters = hidden.reduce((sum, row) => sum + row.group.n, 0);
    return hidden.length === 0 || (hidden.length > 1 && raters >= minimum);
  };
  const before = rows.map((row) => row.reason);
  while (!safe()) {
    const next = counted
      .filter((row) => row.reason === null && !row.exempt)
      .sort((a, b) => a.group.n - b.group.n)
      .at(0);
    if (next === undefined) {
      overall = null;
      rows.forEach((row, at) => (row.reason = before[at] ?? null));
      break;
    }
    next.reason = 'secondary';
  }
  return {
    groups: rows.map(({ group, reason }) => ({
      role: group.role,
      n: reason === null ? group.n : reason === 'no-answers' ? 0 : null,
      score: reason === null ? group.score : null,
      suppressed: reason,
    })),
    overall,
  };
}

/**
 * Reliability of the mean of `raters` ratings, from the reliability of a single one (Spearman 1910; Brown 1910).
 *
 * @param single reliability of one rater, such as the intraclass correlation ICC(1), 0 to 1
 */
export function spearmanBrown(single: number, raters: number): number {
  return (raters * single) / (1 + (raters - 1) * single);
}

/**
 * Agreement within a group of raters, r_wg: 1 less the observed variance over that of answers spread evenly over the
 * scale (James, Demaree & Wolf 1984, Journal of Applied Psychology 69:85). Negative results, possible in small groups,
 * are given as 0.
 *
 * @param variance observed sample variance
 * @param scale points of the scale, 2 or more
 */
export function withinGroupAgreement(variance: number, scale: number): number {
  return Math.max(0, 1 - variance / ((scale * scale - 1) / 12));
}
