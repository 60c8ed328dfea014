import type { HiddenField, SurveyDefinition } from '@liaise/core/survey';
import { bodyRefusal } from '../http/refusal.ts';

/** Hidden fields by id. */
export type FieldValues = Readonly<Record<string, string | number | boolean>>;

function fits({ type = 'text' }: HiddenField, value: unknown): boolean {
  if (type === 'number' || type === 'boolean') return typeof value === type;
  return typeof value === 'string' && (type !== 'date' || /^\d{4}-\d{2}-\d{2}$/.test(value));
}

/**
 * Holds the fields that staff give a link to its survey's definition.
 *
 * @throws {Refusal} that names a field which the definition does not have, or whose value is of another type
 */
export function checkFields({ fields }: SurveyDefinition, given: FieldValues | undefined): void {
  for (const [id, value] of Object.entries(given ?? {})) {
    const field = fields?.find((one) => one.id === id);
    if (fields && !field)
      throw bodyRefusal(`fields.${id}`, 'unknown-field', 'The survey has no such field: name it in its definition.');
    if (field && !fits(field, value))
      throw bodyRefusal(`fields.${id}`, 'wrong-type', `Give this field as ${field.type ?? 'text'}.`);
  }
}

/** Of the fields that came with an address, those that the definition lets come so, and of the right type. */
export function settable({ fields = [] }: SurveyDefinition, given: FieldValues | undefined): FieldValues {
  if (!given) return {};
  const kept = fields.flatMap((field): [string, string | number | boolean][] => {
    const value = given[field.id];
    const may = field.prefill !== undefined && field.prefill !== false;
    return may && value !== undefined && fits(field, value) ? [[field.id, value]] : [];
  });
  return Object.fromEntries(kept);
}
