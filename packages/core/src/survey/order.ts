import type { Question, SurveyDefinition } from './types.ts';

/** 32 random bits at a time from a text: FNV-1a to seed, mulberry32 to draw. */
function generator(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A shuffled copy (Fisher and Yates), the same for the same seed on every machine. */
export function shuffled<T>(items: readonly T[], seed: string): T[] {
  const result = [...items];
  const random = generator(seed);
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [result[i], result[j]];
    if (a === undefined || b === undefined) continue;
    result[i] = b;
    result[j] = a;
  }
  return result;
}

/**
 * The order in which a question's options (a matrix: its rows) are shown. Exclusive options stay last. Without
 * `randomOrder` or without a seed it is the definition's own.
 */
export function optionOrder(question: Question, seed: string | number | undefined): string[] {
  const entries = 'rows' in question ? question.rows : 'options' in question ? question.options : [];
  if (seed === undefined || !('randomOrder' in question) || !question.randomOrder)
    return entries.map((entry) => entry.id);
  const last = (entry: (typeof entries)[number]) => 'exclusive' in entry && entry.exclusive === true;
  return [
    ...shuffled(
      entries.filter((entry) => !last(entry)),
      `${seed}/${question.id}`,
    ),
    ...entries.filter(last),
  ].map((entry) => entry.id);
}

/** The questions in the order in which this seed shows them. */
function questionOrder(definition: SurveyDefinition, seed: string | number): readonly Question[] {
  const { questions, randomOrder = [] } = definition;
  const result = [...questions];
  const placeOf = new Map(questions.map((question, at) => [question.id, at]));
  for (const group of randomOrder) {
    const places = group.flatMap((id) => placeOf.get(id) ?? []).sort((a, b) => a - b);
    const drawn = shuffled(places, `${seed}/${group[0] ?? ''}`);
    places.forEach((place, at) => {
      const question = questions[drawn[at] ?? place];
      if (question !== undefined) result[place] = question;
    });
  }
  return result;
}

/**
 * The random orders of a response, from the seed stored with it (its id serves): the same seed gives the same order on
 * every machine and after every reload.
 *
 * @returns question ids in order, and for each question with options (a matrix: rows) their ids in order
 */
export function order(
  definition: SurveyDefinition,
  seed: string | number,
): { readonly questions: string[]; readonly options: Readonly<Record<string, readonly string[]>> } {
  const questions = questionOrder(definition, seed);
  return {
    questions: questions.map((question) => question.id),
    options: Object.fromEntries(
      questions.flatMap((question) =>
        'options' in question ? [[question.id, optionOrder(question, seed)] as const] : [],
      ),
    ),
  };
}
