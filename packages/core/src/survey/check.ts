import { answerKind } from './answer-kind.ts';
import { checkExpression, type Scope } from './check-expression.ts';
import { checkFlow } from './check-flow.ts';
import { checkRandomOrder, entangled } from './check-order.ts';
import { checkQuestion } from './check-question.ts';
import { checkTexts, type SeenText } from './check-texts.ts';
import { entries, ids, repeated, type Report } from './check-tools.ts';
import { references } from './expression.ts';
import { checkStructure } from './structure.ts';
import type { Issue, Question } from './types.ts';
import { isObject, own } from './values.ts';

const MOST_OPERATORS = 100_000;

/** Faults of a question's shape that leave its logic readable. */
const HARMLESS = new Set(['unknown-key', 'missing-text']);

function check(definition: unknown, report: Report): void {
  const texts: SeenText[] = [];
  const expressions: SeenText[] = [];
  const misshapen = new Set<number>();
  const structural: Report = (issue) => {
    const [, place] = /^questions\.(\d+)/.exec(issue.path) ?? [];
    if (place !== undefined && !HARMLESS.has(issue.code)) misshapen.add(Number(place));
    report(issue);
  };
  checkStructure(definition, structural, (name, value, path) => {
    if (name === 'text') texts.push({ path, value });
    if (name === 'expression') expressions.push({ path, value });
    return name === 'expression';
  });
  if (!isObject(definition)) return;
  const questions = entries(own(definition, 'questions')).slice(0, 1000);
  const places = new Map<string, number>();
  const kinds = questions.map(answerKind);
  questions.forEach((question, at) => {
    const id = own(question, 'id');
    if (typeof id !== 'string') return;
    if (id === 'end')
      report({
        path: `questions.${at}.id`,
        code: 'reserved-id',
        message: 'end is where a goTo ends the survey: choose another id.',
      });
    const first = places.get(id);
    if (first === undefined) places.set(id, at);
    else
      report({
        path: `questions.${at}.id`,
        code: 'duplicate-id',
        message: `${id} is the id of questions.${first} too: give each question its own.`,
      });
  });

  const declared = own(definition, 'fields');
  const fields = new Map(
    entries(declared).flatMap((field) => {
      const [id, type] = [own(field, 'id'), own(field, 'type') ?? 'text'];
      return typeof id === 'string' ? [[id, type] as const] : [];
    }),
  );
  const fieldKind: Scope['field'] = (id) => {
    if (id === 'rater.role' && isObject(own(definition, 'raters'))) return 'text';
    const type = fields.get(id);
    if (type === 'number' || type === 'boolean' || type === 'date' || type === 'text') return type;
    return declared === undefined || type !== undefined ? null : undefined;
  };
  ids(declared).forEach((id, at) => {
    if (places.has(id))
      report({
        path: `fields.${at}.id`,
        code: 'duplicate-id',
        message: `${id} is a question's id too: choose another.`,
      });
  });
  for (const name of ['fields', 'quotas', 'raters.roles']) {
    const list = name === 'raters.roles' ? own(own(definition, 'raters'), 'roles') : own(definition, name);
    repeated(ids(list), name, report);
  }

  const budget = { left: MOST_OPERATORS };
  const reading = { left: MOST_OPERATORS };
  const edges = questions.map((question) => {
    const targets: number[] = [];
    references(
      own(question, 'showIf'),
      (kind, id) => {
        const place = kind === 'answer' ? places.get(id) : undefined;
        if (place !== undefined) targets.push(place);
      },
      reading,
    );
    return targets;
  });
  const loops = entangled(edges);
  const illogical = new Set<string>();
  for (const { path, value } of expressions) {
    const [, place, part] = /^questions\.(\d+)\.(showIf|goTo)/.exec(path) ?? [];
    const here = place === undefined ? Infinity : Number(place);
    checkExpression(
      value,
      path,
      {
        question: (id) => {
          const at = places.get(id);
          const answer = kinds[at ?? -1];
          return at === undefined ? undefined : { place: at, answer: answer ?? { kind: 'none' } };
        },
        field: fieldKind,
        limit: part === 'goTo' ? here + 1 : here,
        beyond: (at) => (at === here || (loops.has(at) && loops.has(here)) ? 'cycle' : 'later-question'),
        budget,
      },
      (issue) => {
        illogical.add(path);
        report(issue);
      },
    );
  }

  questions.forEach((question, at) => {
    const path = `questions.${at}`;
    entries(own(question, 'goTo')).forEach((move, i) => {
      const to = own(move, 'to');
      if (typeof to !== 'string' || to === 'end') return;
      const target = places.get(to);
      if (target === undefined)
        report({
          path: `${path}.goTo.${i}.to`,
          code: 'unknown-id',
          message: `${to} is no question: write the id of a later one, or end.`,
        });
      else if (target <= at)
        report({
          path: `${path}.goTo.${i}.to`,
          code: 'cycle',
          message: `${to} does not come later: a goTo leads forward only.`,
        });
    });
    if (isObject(question)) checkQuestion(question, path, report);
  });
  checkRandomOrder(definition, questions, places, edges, report);
  checkTexts(texts, definition, places, fieldKind, report);
  const readable = questions.map((question, at): Question =>
    misshapen.has(at) ? { id: `questions.${at}`, type: 'statement', title: '-' } : (question as Question),
  );
  checkFlow(readable, (path) => !illogical.has(path), report);
}

/**
 * Every fault of a definition, with its path. A definition without faults can be shown, answered and counted: ids are
 * known and unique, scales and bounds make sense, every text is there in the survey's language, logic compares like with
 * like and reads earlier questions only, and no question is certain never to be reached. Takes any value and never throws.
 *
 * Codes: missing-key, unknown-key, wrong-type, unknown-type, unknown-value, missing-text, too-long, too-few, too-many,
 * out-of-range, bad-scale, bad-range, bad-id, bad-language, bad-format, not-a-date, reserved-id, duplicate-id,
 * unknown-id, cycle, later-question, unreachable, never-true, type-mismatch, unknown-operator, wrong-arity, too-deep,
 * too-large, bad-random-order, unreadable
 */
export function checkSurvey(definition: unknown): Issue[] {
  const issues: Issue[] = [];
  try {
    check(definition, (issue) => issues.push(issue));
  } catch {
    issues.push({ path: '', code: 'unreadable', message: 'Give plain JSON: this value cannot be read.' });
  }
  return issues;
}
