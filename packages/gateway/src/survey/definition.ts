import type { SurveyRecord } from '@liaise/core/records/survey';
import { checkSurvey, type SurveyDefinition } from '@liaise/core/survey';
import { Refusal } from '../http/refusal.ts';

const checked = new WeakSet<object>();

function isSound(definition: unknown): definition is SurveyDefinition {
  if (typeof definition !== 'object' || definition === null) return false;
  if (checked.has(definition)) return true;
  if (checkSurvey(definition).length > 0) return false;
  checked.add(definition);
  return true;
}

/** A stored definition as one that can work: it was checked when it was kept, and by a newer rule may fail now. */
export function definitionOf(definition: SurveyRecord['definition']): SurveyDefinition {
  const candidate: unknown = definition;
  if (isSound(candidate)) return candidate;
  throw new Refusal('conflict', { detail: 'The definition of this survey can no longer work: change it.' });
}
