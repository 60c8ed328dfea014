import type { SurveyComment, SurveyResults } from '@liaise/core/api/survey-results';
import type { Answer, Question } from '@liaise/sdk/source';
import type { ResultsAsked, SurveyResultsQueries } from '@liaise/sdk/survey-results-kinds';

/** What a memory source holds of answers to surveys: figures as they are to be told, whatever they are narrowed to. */
export interface ResultsWorld {
  results: SurveyResults[];
  comments: SurveyComment[];
}

export const emptyResults = (): ResultsWorld => ({ results: [], comments: [] });

const resultsOf = ({ results }: ResultsWorld, { survey }: ResultsAsked): SurveyResults | undefined =>
  results.find(({ surveyId, name }) => surveyId === survey || name === survey);

const bare = { score: null, group: null };

type Finders = {
  [K in keyof SurveyResultsQueries]: (world: ResultsWorld, asked: Question<K>) => Answer<K> | undefined;
};

/** How questions about answers to surveys are answered. */
export const resultsFinders: Finders = {
  'survey-results': (world, asked) => {
    const found = resultsOf(world, asked);
    if (!found) return undefined;
    const { groups, report, ...rest } = found;
    return {
      ...rest,
      question: asked.question ?? rest.question,
      ...(asked.by && groups && { groups: { ...groups, by: asked.by } }),
      ...(asked.about && report?.repId === asked.about && { report }),
    };
  },
  'survey-comments': (world, { search = '', scoreGroup, question, rep, about, limit = 20 }) => {
    const found = world.comments.filter(
      (one) =>
        one.text.toLowerCase().includes(search.toLowerCase()) &&
        (scoreGroup === undefined || one.group === scoreGroup) &&
        (question === undefined || one.question === question) &&
        (rep === undefined || one.repId === rep),
    );
    const next = found.length > limit ? 'more' : null;
    // Of what is said about somebody, only the words are told.
    const told = about === undefined ? found : found.map(({ id, question, text }) => ({ ...bare, id, question, text }));
    return { items: told.slice(0, limit), next };
  },
  'survey-results-file': (world, asked) => {
    const found = resultsOf(world, asked);
    const lines = found?.questions.map(({ id, n }) => `${id},${String(n)}`) ?? [];
    return found && { name: 'results.csv', text: ['question,n', ...lines].join('\r\n') };
  },
};
