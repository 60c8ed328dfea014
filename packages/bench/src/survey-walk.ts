import { createWalk, nextQuestion } from '@liaise/core/survey';
import type { Question, SurveyDefinition } from '@liaise/core/survey';
import { median, type Outcome } from './measure.ts';

const rounds = 15;
const warming = 5;
const sizes = [10, 1000] as const;
/** So many questions are answered for one figure, whatever the size of the definition. */
const steps = 4000;

/** A survey in which every question has logic of its own: shown by an earlier answer, with a jump that depends on its own. */
function surveyOf(count: number): SurveyDefinition {
  const questions = Array.from({ length: count }, (_, at): Question => ({
    id: `q${String(at)}`,
    type: 'nps',
    title: `Question ${String(at)}`,
    ...(at > 0
      ? {
          showIf: [
            'and',
            ['>=', ['answer', `q${String(at - 1)}`], 3],
            ['answered', `q${String(Math.max(0, at - 7))}`],
          ] as const,
        }
      : {}),
    ...(at < count - 1 ? { goTo: [{ when: ['==', ['answer', `q${String(at)}`], 11], to: 'end' }] as const } : {}),
  }));
  return { id: `of-${String(count)}`, questions };
}

/** Answers a survey from its first question to its last, as a page does, and says how many questions there were. */
type Walk = (definition: SurveyDefinition) => number;

const keeping: Walk = (definition) => {
  const walk = createWalk(definition);
  let count = 0;
  for (let id = walk.next(); id !== null; id = walk.next()) {
    walk.answer(id, 5);
    count += 1;
  }
  return count;
};

const asking: Walk = (definition) => {
  const answers: Record<string, unknown> = {};
  let count = 0;
  for (let id = nextQuestion(definition, answers); id !== null; id = nextQuestion(definition, answers)) {
    answers[id] = 5;
    count += 1;
  }
  return count;
};

/** Microseconds of one question of a whole survey. Definitions are new each time, so that getting them ready counts. */
function timeOfAll(walk: Walk, count: number): number {
  const surveys = Array.from({ length: steps / count }, () => surveyOf(count));
  const began = performance.now();
  let walked = 0;
  for (const survey of surveys) walked += walk(survey);
  const elapsed = performance.now() - began;
  if (walked !== steps) throw new Error(`${String(walked)} questions were asked in place of ${String(steps)}.`);
  return (elapsed * 1000) / steps;
}

/** Microseconds of one question while the last of the first eight answers is given and taken back. */
function timeOfOne(_walk: Walk, count: number): number {
  const survey = surveyOf(count);
  const answers: Record<string, unknown> = {};
  for (let at = 0; at < 8; at += 1) answers[`q${String(at)}`] = 5;
  const began = performance.now();
  for (let at = 0; at < steps; at += 1) {
    answers['q7'] = at % 2 === 0 ? 4 : undefined;
    const next = nextQuestion(survey, answers);
    if (next !== (at % 2 === 0 ? 'q8' : 'q7')) throw new Error(`${String(next)} is not the next question.`);
  }
  return ((performance.now() - began) * 1000) / steps;
}

const measured: readonly { title: string; time: typeof timeOfAll; walk: Walk; most?: number }[] = [
  {
    title: 'next question in 1,000 beside 10, from the first to the last (`createWalk`)',
    time: timeOfAll,
    walk: keeping,
    most: 3,
  },
  {
    title: 'next question in 1,000 beside 10, after the same eight answers (`nextQuestion`)',
    time: timeOfOne,
    walk: asking,
    most: 3,
  },
  {
    title: 'the same from the first to the last: it compares all answers given so far each time (`nextQuestion`)',
    time: timeOfAll,
    walk: asking,
  },
];

/** How long the next question takes in a survey of 1,000 questions with logic on each, beside one of 10. */
export function surveyWalk(): Promise<Outcome> {
  const [small, large] = sizes;
  const lines = measured.map(({ title, time, walk, most }): Outcome['lines'][number] => {
    const times = { small: [] as number[], large: [] as number[] };
    for (let round = -warming; round < rounds; round += 1) {
      const of = { small: time(walk, small), large: time(walk, large) };
      if (round < 0) continue;
      times.small.push(of.small);
      times.large.push(of.large);
    }
    const [first, second] = [median(times.small), median(times.large)];
    return {
      title,
      value: second / first,
      unit: 'x',
      ...(most === undefined ? {} : { bound: { most } }),
      detail: `${second.toFixed(2)} and ${first.toFixed(2)} µs`,
    };
  });
  return Promise.resolve({ name: 'survey-walk', lines });
}
