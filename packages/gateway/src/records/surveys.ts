import type { SurveyChange, SurveyCreate, SurveyRecord } from '@liaise/core/records/survey';
import { checkSurvey } from '@liaise/core/survey';
import { Refusal, bodyRefusal } from '../http/refusal.ts';
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

const scored = new Set(['nps', 'csat', 'ces']);

/** @throws {Refusal} where the answers that open a case are to a question that has no score */
function checkFollowUp({ followUp, definition }: Pick<SurveyCreate, 'followUp' | 'definition'>): void {
  const { question } = followUp ?? {};
  if (question === undefined) return;
  const asked = definition.questions.find(({ id }) => id === question);
  if (asked === undefined || !scored.has(asked.type))
    throw bodyRefusal(
      'followUp.question',
      'no-score',
      'Name a question of the survey that is of type nps, csat or ces.',
    );
}

/** A survey is kept only when its definition can work. */
export const surveys: Hooks<SurveyRecord, SurveyCreate, SurveyChange> = {
  create(call, body) {
    checkDefinition(body.definition);
    checkFollowUp(body);
    return { ...enveloped(call, body), status: body.status ?? 'draft', access: body.access ?? 'invited' };
  },
  change(_call, _before, after, patch) {
    if (patch.definition === undefined) {
      checkFollowUp(after);
      return after;
    }
    // A definition is replaced whole: merged into the one before, it would be neither.
    checkDefinition(patch.definition);
    const changed = { ...after, definition: patch.definition };
    checkFollowUp(changed);
    return changed;
  },
};
