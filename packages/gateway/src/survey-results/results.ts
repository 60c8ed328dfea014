import type {
  QuestionResult,
  ResultDivision,
  ScoreMoment,
  SurveyResults as Results,
} from '@liaise/core/api/survey-results';
import { seriesOf } from '@liaise/core/kpi';
import type { SurveyRecord } from '@liaise/core/records/survey';
import { wilson, type TimeCell } from '@liaise/core/scores';
import { companyOf } from '../kpi/company.ts';
import type { Work } from '../store/store.ts';
import { anonymousMinimum, blocksIn, blocksOf, isAnonymous, spanOf } from './anonymous.ts';
import { readAnswers, readProgress, readSeries, readTotals, type TimedCount } from './counts.ts';
import { fault, isOfInvitations, windowOf, type ResultsFilter, type Window } from './filter.ts';
import { readGroups } from './groups.ts';
import { isOver } from './over.ts';
import { readReports } from './report.ts';
import {
  earlierOf,
  isCounted,
  isScored,
  questionFigures,
  scoreOf,
  told,
  usualMinimum,
  type AnswerCount,
} from './question.ts';

/** A survey's figures. */
export type SurveyResults = Results;

/** What is asked of a survey. */
export interface ResultsQuery extends ResultsFilter {
  question?: string | undefined;
  by?: ResultDivision | undefined;
}

type Definition = SurveyRecord['definition'];
type Question = Definition['questions'][number];

/** So many periods a trend goes back, the one that is asked for included. */
const seriesLength = 8;
/** So many blocks of an anonymous survey. */
const mostBlocks = 12;

/**
 * The figures of a survey from the responses that the actor sees. `responses` are finished ones, `partial` those that were
 * begun (in the same time) and not finished; `responseRate` is the share of invitations sent in that time, revoked ones left
 * out, that came to an end. A question with fewer answers than the survey's minimum (5 unless it says) has neither score nor
 * counts.
 *
 * An anonymous survey is told from all of its responses, in blocks of time of which each holds at least five (`blocksOf`), and a
 * question only from blocks in which at least as many answered it: what is told of the whole is the sum of what is told of its
 * parts, so that nothing is left to be worked out.
 *
 * @throws {Refusal} for a question or a period that is not there
 */
export async function surveyResults(work: Work, survey: SurveyRecord, query: ResultsQuery): Promise<SurveyResults> {
  const { question: asked, by, ...filter } = query;
  const main = mainQuestion(survey.definition, asked);
  const window = await windowOf(work, filter);
  const anonymous = isAnonymous(survey);
  const minimum = Math.max(anonymous ? anonymousMinimum : 1, survey.minimumResponses ?? usualMinimum);
  const parts = anonymous
    ? await work.overAllRows((all) => anonymousParts(all, survey, { window, main, minimum }))
    : await namedParts(work, survey, { window, main, minimum, filter, by });
  const { totals, passed, left, series, groups, now, before } = parts;
  const rated = isOfInvitations(filter) && totals.invitations > 0;
  const rate = rated ? totals.finished / totals.invitations : null;
  const questions = survey.definition.questions
    .filter(({ type }) => type !== 'statement')
    .map((question): QuestionResult => {
      const own = (counts: readonly AnswerCount[]) => counts.filter((one) => one.question === question.id);
      const earlier = parts.earlier && earlierOf(question, own(before), own(now), minimum, parts.earlier);
      return {
        id: question.id,
        type: question.type,
        title: question.title,
        ...questionFigures(question, own(now), minimum),
        ...labelsOf(question),
        passed: passed ? (passed.get(question.id) ?? 0) : null,
        left: left ? (left.get(question.id) ?? 0) : null,
        ...(earlier && { earlier }),
      };
    });
  return {
    surveyId: survey.id,
    name: survey.name,
    anonymous,
    closed: isOver(survey, work.now),
    minimum,
    level: 0.95,
    ...(parts.span.from !== undefined && { from: parts.span.from }),
    ...(parts.span.to !== undefined && { to: parts.span.to }),
    ...totals,
    leftAtStart: passed ? totals.leftAtStart : null,
    responseRate: rate,
    responseRateInterval: rate === null ? null : [...wilson(rate, totals.invitations)],
    questions,
    question: main?.id ?? null,
    series,
    ...(groups && { groups }),
    reports: await readReports(work, survey),
    asOf: work.now.toISOString(),
  };
}

/** The question that a trend is about: the one that is asked for, or the first with a score. */
function mainQuestion({ questions }: Definition, asked: string | undefined): Question | undefined {
  if (asked === undefined) return questions.find(isScored);
  const found = questions.find((one) => one.id === asked && isScored(one));
  if (!found) throw fault('question', 'unknown-question', 'The survey has no question with a score of this id.');
  return found;
}

interface Asked {
  window: Window;
  main: Question | undefined;
  minimum: number;
}

interface Parts {
  span: { from?: string | undefined; to?: string | undefined };
  earlier: { from: string; to: string } | null;
  totals: Awaited<ReturnType<typeof readTotals>>;
  now: TimedCount[];
  before: TimedCount[];
  passed: Map<string, number> | null;
  left: Map<string, number> | null;
  series: ScoreMoment[];
  groups?: SurveyResults['groups'];
}

async function namedParts(
  work: Work,
  survey: SurveyRecord,
  { window, main, minimum, filter, by }: Asked & { filter: ResultsFilter; by: ResultDivision | undefined },
): Promise<Parts> {
  const { questions } = survey.definition;
  const { before: earlier } = window;
  const totals = await readTotals(work, survey.id, filter, window);
  const counts = await readAnswers(work, survey.id, filter, earlier ? { from: earlier.from, to: window.to } : window, {
    counted: questions.filter(isCounted).map(({ id }) => id),
    starts: earlier ? [earlier.from, earlier.to] : [],
  });
  const current = earlier ? 1 : 0;
  const progress = await readProgress(
    work,
    survey.id,
    filter,
    window,
    questions.map(({ id }) => id),
  );
  return {
    span: window,
    earlier,
    totals,
    now: counts.filter(({ at }) => at === current),
    before: earlier ? counts.filter(({ at }) => at === 0) : [],
    ...progress,
    series: main ? await trendOf(work, survey.id, { window, main, minimum, filter }) : [],
    ...(by &&
      main && { groups: await readGroups(work, { id: survey.id, minimum, question: main }, by, filter, window) }),
  };
}

/** The main score in the period asked for and those before it; without a period in the last quarters. */
async function trendOf(
  work: Work,
  surveyId: string,
  { window, main, minimum, filter }: Asked & { main: Question; filter: ResultsFilter },
): Promise<ScoreMoment[]> {
  const { calendar } = await companyOf(work);
  const period = window.period ?? (await windowOf(work, { period: quarterOf(work.now) })).period;
  if (!period) return [];
  const periods = seriesOf(period, calendar, seriesLength);
  const bounds = [...periods.map(({ from }) => new Date(from).toISOString()), new Date(period.to).toISOString()];
  const counts = await readSeries(work, surveyId, filter, main.id, bounds);
  return periods.map(({ name }, at): ScoreMoment => {
    const [from = '', to = ''] = bounds.slice(at, at + 2);
    const mine = counts.filter((one) => one.at === at);
    return { period: name, from, to, ...told(scoreOf(main, mine, minimum)) };
  });
}

const quarterOf = (now: Date): string => `${now.getUTCFullYear()}-Q${Math.floor(now.getUTCMonth() / 3) + 1}`;

async function anonymousParts(all: Work, survey: SurveyRecord, { window, main, minimum }: Asked): Promise<Parts> {
  const blocks = await blocksOf(all, survey.id, minimum);
  const shown = blocksIn(blocks, window);
  const earlier = window.before && blocksIn(blocks, window.before);
  const totals = await readTotals(all, survey.id, {}, window);
  const counted = survey.definition.questions.filter(isCounted).map(({ id }) => id);
  const [now, before] = [
    await countsIn(all, survey.id, shown, counted, minimum),
    earlier ? await countsIn(all, survey.id, earlier, counted, minimum) : [],
  ];
  const span = spanOf(shown);
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return {
    span: span ?? window,
    earlier: earlier && spanOf(earlier),
    totals: { ...totals, responses: shown.reduce((sum, { n }) => sum + n, 0) },
    now,
    before,
    passed: null,
    left: null,
    series: main
      ? shown
          .map((block, at): ScoreMoment => ({
            period: `${day(block.from)}/${day(block.to - 1)}`,
            from: new Date(block.from).toISOString(),
            to: new Date(block.to).toISOString(),
            ...told(
              scoreOf(
                main,
                now.filter((one) => one.at === at && one.question === main.id),
                minimum,
              ),
            ),
          }))
          .slice(-mostBlocks)
      : [],
  };
}

/** The answers in blocks that follow one another; of each question only the blocks in which the minimum answered it. */
async function countsIn(
  all: Work,
  surveyId: string,
  blocks: readonly TimeCell[],
  counted: readonly string[],
  minimum: number,
): Promise<TimedCount[]> {
  const span = spanOf(blocks);
  if (!span) return [];
  const starts = blocks.map(({ from }) => new Date(from).toISOString());
  const counts = await readAnswers(all, surveyId, {}, span, { counted, starts });
  const sums = new Map<string, number>();
  const keyOf = ({ question, at }: TimedCount): string => `${at} ${question}`;
  for (const one of counts) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.count);
  return counts.filter((one) => (sums.get(keyOf(one)) ?? 0) >= minimum);
}

function labelsOf(question: Question): Pick<QuestionResult, 'options' | 'rows'> {
  const labels = (list: readonly { id: string; label: QuestionResult['title'] }[]) =>
    list.map(({ id, label }) => ({ id, label }));
  return {
    ...('options' in question && { options: labels(question.options) }),
    ...('rows' in question && { rows: labels(question.rows) }),
  };
}
