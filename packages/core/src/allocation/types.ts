/** Grades of rep, lowest first: those of the rep record. */
export const allocationGrades = ['junior', 'intermediate', 'senior', 'principal'] as const;
export type AllocationGrade = (typeof allocationGrades)[number];

/** A certificate by name, and how high it reaches; a higher tier covers a lower one. */
export interface NeededCertification {
  readonly name: string;
  readonly tier?: number;
}

export interface HeldCertification extends NeededCertification {
  /** `YYYY-MM-DD`; that day still counts. */
  readonly expiresOn?: string;
}

/** A customer to be given to a rep. Only `id` is needed: a rule whose fields are missing does not speak. */
export interface AllocatedCustomer {
  readonly id: string;
  /** 1 (least) to 5 (most); without it the tier of the value pyramid stands for it: top 5, big 4, medium 3, small 2. */
  readonly importance?: number;
  readonly tier?: 'top' | 'big' | 'medium' | 'small';
  /** The rep who looks after the customer now; he or she need not be among the reps. */
  readonly holderId?: string;
  /** The rep who brought the customer. */
  readonly originatorId?: string;
  /** Reps with a relationship to people at the customer. */
  readonly relatedRepIds?: readonly string[];
  /** Skills the customer asks for. */
  readonly specialities?: readonly string[];
  readonly industry?: string;
  readonly ownership?: string;
  /** Certificates without which nobody may look after the customer. */
  readonly certifications?: readonly NeededCertification[];
  /** Work the customer makes, in the unit of the reps' capacity; 1 by default. Counts with `measure: 'workload'`. */
  readonly workload?: number;
  /** The sealed unit the customer belongs to. */
  readonly unit?: string;
}

/** A rep who can take customers. Smallest: `{ id, grade }`. */
export interface AllocatedRep {
  readonly id: string;
  readonly grade: AllocationGrade;
  /** Customers (or work) the rep can carry in all; without it that of the grade, and without that any number. */
  readonly capacity?: number;
  /** What the rep carries already, apart from the customers handed in; 0 by default. */
  readonly load?: number;
  readonly skills?: readonly string[];
  readonly industries?: readonly string[];
  readonly ownerships?: readonly string[];
  readonly certifications?: readonly HeldCertification[];
  /** A rep who is leaving or away takes nobody; true by default. */
  readonly active?: boolean;
  /** The sealed unit the rep works in. */
  readonly unit?: string;
}

/** How much each of the four rules counts, 0 or more; a rule with 0, or left out of a given set, is silent. */
export interface RuleWeights {
  /** Important customers to reps of high grade. */
  readonly grade?: number;
  /** Who brought the customer, or knows people there. */
  readonly relationship?: number;
  /** Reps with the skills the customer asks for. */
  readonly speciality?: number;
  /** Reps who know the industry and the form of ownership. */
  readonly industry?: number;
}

export interface AllocationRules {
  /** One rule alone or several weighed; all four equally when left out. */
  readonly weights?: RuleWeights;
  /** `head-count` (the default) counts customers and is solved exactly; `workload` counts work, by a bounded search. */
  readonly measure?: 'head-count' | 'workload';
  /** Capacity of a rep by grade, for reps without one of their own. */
  readonly capacity?: Partial<Readonly<Record<AllocationGrade, number>>>;
  /** What a change of rep costs, in units of fit (0 to 1): a customer moves only for a gain above it. 0.25 by default. */
  readonly switchingCost?: number;
  /** How much an even load counts against fit with `head-count`, in units of fit; 0.1 by default. */
  readonly balance?: number;
  /** With `workload`: by how much the highest load may rise above the lowest found, for a better fit; 0.1 by default. */
  readonly slack?: number;
  /** Whether who brought a customer keeps it whatever else, as far as he or she may and can. False by default. */
  readonly originatorKeeps?: boolean;
  /** The day certificates are looked at, `YYYY-MM-DD`; needed where a certificate that counts can expire. */
  readonly on?: string;
  /**
   * The sealed unit to allocate within. Without it customers and reps of sealed units are treated as if they were not
   * there: neither assigned nor counted.
   */
  readonly unit?: string;
}

export const reasonCodes = [
  'stays-with-holder',
  'originator',
  'related',
  'grade-fits',
  'grade-above',
  'grade-below',
  'speciality',
  'industry',
  'ownership',
  'only-one-possible',
  'better-is-full',
  'even-load',
  'holder-gone',
  'holder-inactive',
  'holder-not-certified',
  'holder-full',
  'holder-fits-less',
  'nobody-there',
  'nobody-active',
  'nobody-certified',
  'everybody-full',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** Why a customer went where it went. */
export interface Reason {
  readonly code: ReasonCode;
  /** Figures and ids behind it, for wording in any language. */
  readonly data: Readonly<Record<string, string | number>>;
  /** An English sentence. */
  readonly text: string;
}

export interface AllocatedTo {
  readonly customerId: string;
  /** `null` when nobody can take the customer. */
  readonly repId: string | null;
  readonly previousRepId: string | null;
  /** How well the rules speak for the rep, 0 to 1; `null` when none speaks or nobody was found. */
  readonly fit: number | null;
  readonly reasons: readonly Reason[];
}

export interface RepLoad {
  readonly repId: string;
  /** Carried before, without the customers handed in. */
  readonly before: number;
  readonly customers: number;
  /** Carried after, in customers or in work. */
  readonly after: number;
  /** `null` for any number. */
  readonly capacity: number | null;
}

/** How far a result may be from the best one. */
export interface Gap {
  readonly found: number;
  /** No allocation can be below it. */
  readonly lowerBound: number;
  /** `found / lowerBound - 1`; 0 is proven best. */
  readonly share: number;
}

export interface AllocationTotals {
  readonly customers: number;
  readonly assigned: number;
  readonly unassigned: number;
  /** Stay with their holder, go to another, had none. */
  readonly kept: number;
  readonly moved: number;
  readonly first: number;
  /** Mean fit of the assigned customers some rule speaks for. */
  readonly meanFit: number | null;
  /** Sum of (1 - fit) and switching costs over the assigned. */
  readonly cost: number;
  readonly method: 'exact' | 'search';
  /** Of a search: the highest load as a share of capacity (or of an even share), and the cost. `null` when exact. */
  readonly gaps: { readonly peak: Gap; readonly cost: Gap } | null;
  /** Jain's index of the loads after, 1/n to 1 (Jain, Chiu & Hawe 1984): 1 is even. `null` without load. */
  readonly fairness: number | null;
  readonly reps: readonly RepLoad[];
}

export interface Allocation {
  /** One for each customer in scope, in the order handed in. */
  readonly assignments: readonly AllocatedTo[];
  readonly totals: AllocationTotals;
}
