import type { Issue, SurveyDefinition } from '../survey/types.ts';

/** The formats that can be read. */
export const sources = ['surveyjs', 'formbricks'] as const;
export type Source = (typeof sources)[number];

export interface ImportOptions {
  /** Which tool the survey comes from. `auto`, the default, tells by its keys. */
  readonly from?: Source | 'auto';
  /** The new survey's id. Default: made of the title or name. */
  readonly id?: string;
}

/** Something of the source that has no place in the definition. */
export interface NotCarried {
  /** Where it stands in the source: `pages.0.elements.2.visibleIf`. Empty for the whole. */
  readonly path: string;
  /** What it is, in the source's own words. */
  readonly what: string;
  /** Why it was left out, and what stands in its place where something does: one sentence. */
  readonly why: string;
}

export interface ImportResult {
  /** Passes `checkSurvey`. Null when nothing can be asked; then `faults` says why. */
  readonly definition: SurveyDefinition | null;
  readonly notCarried: readonly NotCarried[];
  /** What is wrong with the source itself: not what its format says, or not readable. */
  readonly faults: readonly Issue[];
}
