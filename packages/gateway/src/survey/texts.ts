import { createHash } from 'node:crypto';
import type { Question, SurveyDefinition } from '@liaise/core/survey';
import type { ResponseRecord } from '@liaise/core/records/survey';

type Answers = ResponseRecord['answers'];

/** Where each text of a response was typed: by question, the hash of the device. */
export type Texts = Readonly<Record<string, string>>;

/** A device under one link: the same device is told apart under another, so that links are not joined by it. */
export const hashOfDevice = (secret: string, invitationId: string): string =>
  createHash('sha256').update(`device ${invitationId} ${secret}`).digest('base64url').slice(0, 22);

const typed: ReadonlySet<Question['type']> = new Set(['short-text', 'long-text', 'contact', 'file']);

/** Whether an answer holds what a person typed, or a file of theirs. */
function holdsText(type: Question['type'] | undefined, answer: unknown): boolean {
  if (answer === null || answer === undefined) return false;
  if (type !== undefined && typed.has(type)) return true;
  const isOther = (one: unknown): boolean => typeof one === 'object' && one !== null && 'other' in one;
  return Array.isArray(answer) ? answer.some(isOther) : isOther(answer);
}

/** Reads what is stored of the devices. */
export function textsFrom(stored: string | null | undefined): Texts {
  return typeof stored === 'string' ? (JSON.parse(stored) as Texts) : {};
}

/** The questions whose texts were typed on another device than this one. Texts of which no device is known are everybody's. */
export const withheldFrom = (answers: Answers, texts: Texts, device: string | undefined): string[] =>
  Object.keys(texts).filter((id) => id in answers && texts[id] !== device);

/** The answers as a device may see them: texts of another read as passed without an answer. */
export function seenBy(answers: Answers, withheld: readonly string[]): Answers {
  if (withheld.length === 0) return answers;
  const hidden = new Set(withheld);
  return Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, hidden.has(id) ? null : value]));
}

/** What a device sends, with the texts that it was not shown put back where it says nothing of them. */
export function restored(sent: unknown, before: Answers, withheld: readonly string[]): unknown {
  if (withheld.length === 0 || typeof sent !== 'object' || sent === null) return sent;
  const given = sent as Record<string, unknown>;
  const kept = withheld.filter((id) => (given[id] ?? null) === null).map((id) => [id, before[id]] as const);
  return { ...given, ...Object.fromEntries(kept) };
}

/** Where the texts of new answers were typed: an unchanged one where it was, a new one on this device. */
export function textsOf(
  definition: SurveyDefinition,
  answers: Answers,
  before: { answers: Answers; texts: Texts },
  device: string | undefined,
): Texts {
  const types = new Map(definition.questions.map(({ id, type }) => [id, type]));
  const found = Object.entries(answers).flatMap(([id, answer]): [string, string][] => {
    if (!holdsText(types.get(id), answer)) return [];
    const same = JSON.stringify(before.answers[id]) === JSON.stringify(answer);
    const where = same ? before.texts[id] : device;
    return where === undefined ? [] : [[id, where]];
  });
  return Object.fromEntries(found);
}
