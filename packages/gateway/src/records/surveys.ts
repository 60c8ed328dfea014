import type { SurveyChange, SurveyCreate, SurveyRecord } from '@liaise/core/records/survey';
import { checkSurvey } from '@liaise/core/survey';
import { Refusal } from '../http/refusal.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** @throws {Refusal} with every fault of the definition, each where it stands */
function checkDefinition(definition: unknown): void {
  const faults = checkSurvey(definition);
  if (faults.length === 0) return;
  throw new Refusal('invalid-body', {
    issues: faults.slice(0, 50).map(({ path, code, message }) => ({
      path: path === '' ? 'body.definition' : `body.definition.${path}`,
      code,
      message,
    })),
  });
}

/** A survey is kept only when its definition can work. */
export const surveys: Hooks<SurveyRecord, SurveyCreate, SurveyChange> = {
  create(call, body) {
    checkDefinition(body.definition);
    return { ...enveloped(call, body), status: body.status ?? 'draft', access: body.access ?? 'invited' };
  },
  change(_call, _before, after, patch) {
    if (patch.definition === undefined) return after;
    // A definition is replaced whole: merged into the one before, it would be neither.
    checkDefinition(patch.definition);
    return { ...after, definition: patch.definition };
  },
};
