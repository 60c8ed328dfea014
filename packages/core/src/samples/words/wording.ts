import type { Case } from '../../records/case.ts';
import type { Visit, VisitMoveName } from '../../records/visit.ts';

/** The languages in which samples are written. */
export type SampleLanguage = 'en' | 'zh-CN';

/** An industry and what a company in it calls itself. */
export interface IndustryWords {
  name: string;
  nouns: readonly string[];
}

/** A case as it is told, and how it ends. */
export interface CaseWords {
  title: string;
  text: string;
  rootCause?: string;
  solution: string;
}

/** What visits of one type are about. */
export interface VisitWords {
  purposes: readonly string[];
  notes: readonly string[];
}

/** A person's name and its form in Latin letters for a mail address. */
export type Name = readonly [written: string, latin: string];

/** All that samples say in one language. */
export interface Wording {
  language: SampleLanguage;
  industries: readonly IndustryWords[];
  titles: readonly (readonly [title: string, department: string, influence: number])[];
  items: readonly string[];
  categories: readonly string[];
  needs: readonly string[];
  preferences: readonly string[];
  competitors: readonly (readonly [name: string, note: string])[];
  facts: readonly (readonly [label: string, values: readonly string[], source: string])[];
  tags: readonly string[];
  customerNotes: readonly string[];
  contactNotes: readonly string[];
  consentSources: readonly string[];
  visits: Readonly<Record<(typeof visitTypes)[number], VisitWords>>;
  visitEndings: Readonly<Record<NonNullable<Visit['outcome']>, readonly string[]>>;
  nextSteps: readonly string[];
  reasons: Readonly<Partial<Record<VisitMoveName, readonly string[]>>>;
  calls: readonly (readonly [subject: string, text: string])[];
  tasks: readonly string[];
  opportunities: (item: string) => readonly string[];
  lostDeals: readonly string[];
  cases: Readonly<Record<Case['kind'], readonly CaseWords[]>>;
  badScore: (score: number) => string;
  notes: readonly string[];
  holderReasons: readonly string[];
  handOverReasons: readonly string[];
  originatorReasons: readonly string[];
  deputyReasons: readonly string[];
  tierReasons: Readonly<Record<'up' | 'down', string>>;
  stageReasons: Readonly<Record<'build' | 'retain' | 'grow' | 'lost', string>>;
  relations: readonly string[];
  comments: Readonly<Record<'promoter' | 'passive' | 'detractor', readonly string[]>>;
}

/** The types of visit in the samples. */
export const visitTypes = ['service', 'sales', 'review', 'courtesy'] as const;
