import { checkSurvey } from './check.ts';
import type { Issue, SurveyDefinition } from './types.ts';

/** Thrown by {@link defineSurvey}; `issues` holds every fault with its path. */
export class SurveyDefinitionError extends Error {
  override readonly name = 'SurveyDefinitionError';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(
      `The survey cannot work:\n${issues.map((issue) => `  ${issue.path === '' ? 'definition' : issue.path}: ${issue.message} (${issue.code})`).join('\n')}`,
    );
    this.issues = issues;
  }
}

/**
 * Checks a survey written in TypeScript and gives it back, its ids, options and answer types known to the compiler (see
 * `Answers`). The same object is plain JSON.
 *
 * @throws SurveyDefinitionError with every fault
 */
export function defineSurvey<const D extends SurveyDefinition>(definition: D): D {
  const issues = checkSurvey(definition);
  if (issues.length > 0) throw new SurveyDefinitionError(issues);
  return definition;
}
