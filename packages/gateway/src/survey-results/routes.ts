import { pageSize } from '@liaise/core/api/page';
import { type exportResults, listComments, type readResults } from '@liaise/core/api/survey-results';
import type { SurveyRecord } from '@liaise/core/records/survey';
import { readPlace, writePlace, type CursorScope } from '../http/cursor.ts';
import { Refusal } from '../http/refusal.ts';
import { Reply, type Call, type WorkHandler } from '../routes/call.ts';
import { readOne } from '../routes/common.ts';
import { checkSubject } from '../routes/kpis.ts';
import { scopeOf } from '../routes/scope.ts';
import type { AnyRecord } from '../records/hooks.ts';
import { checkAnonymous, isAnonymous } from './anonymous.ts';
import { anonymousComments, namedComments, reportComments, type CommentsPage } from './comments.ts';
import { fault, type ResultsFilter } from './filter.ts';
import { checkReport, readReport } from './report.ts';
import { surveyResults } from './results.ts';
import { countsTable, responsesTable } from './table.ts';

/** Says of a fault of a subject which parameter named it. */
async function named<T>(name: string, check: Promise<T>): Promise<T> {
  try {
    return await check;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const issues = error.issues.map((issue) => ({ ...issue, path: `query.${name}` }));
    throw new Refusal(error.code, { detail: error.detail, issues });
  }
}

/** A survey's figures are asked for by those who see them whole: a rep and a team as with KPIs, a customer by who sees it. */
async function checked<Q extends ResultsFilter & { by?: string | undefined }>(call: Call, query: Q): Promise<Q> {
  const { repId, teamId, customerId, by } = query;
  if (repId !== undefined) await named('repId', checkSubject(call, `rep:${repId}`, 'query'));
  if (teamId !== undefined) await named('teamId', checkSubject(call, `team:${teamId}`, 'query'));
  if (by === 'team' && call.actor.role === 'rep')
    throw fault('by', 'not-yours', 'A rep sees its own answers only: divide them by something else.');
  if (customerId === undefined) return query;
  const customer = await call.customers.find(customerId);
  if (customer === null) throw new Refusal('not-found');
  return { ...query, customerId: customer };
}

type Survey = SurveyRecord & AnyRecord;

/** `GET /v1/surveys/{id}/results` */
export const readResultsHandler: WorkHandler<typeof readResults> = {
  run: async (call, { params, query }) => {
    const { aboutRepId, ...asked } = query;
    const survey = await readOne<Survey>(call, 'surveys', params.id);
    if (isAnonymous(survey) && aboutRepId === undefined) checkAnonymous(call.work, asked);
    const rep = aboutRepId === undefined ? undefined : await checkReport(call.work, aboutRepId);
    const results = await surveyResults(call.work, survey, await checked(call, asked));
    const report = rep && (await readReport(call.work, survey, rep));
    return report ? { ...results, report } : results;
  },
};

/** `GET /v1/surveys/{id}/comments` */
export const listCommentsHandler: WorkHandler<typeof listComments> = {
  async run(call, { params, query }) {
    const { cursor, limit, aboutRepId, ...asked } = query;
    const { actor, services } = call;
    const survey = await readOne<Survey>(call, 'surveys', params.id);
    const given = Object.entries({ survey: survey.id, aboutRepId, ...asked });
    const scope: CursorScope = {
      route: listComments.name,
      tenant: actor.tenantId,
      actor: scopeOf(actor),
      filters: Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    };
    const page: CommentsPage = {
      after: cursor === undefined ? null : readPlace(services.secrets, scope, cursor),
      limit: limit === undefined ? pageSize.usual : Number(limit),
    };
    const found = await commentsOf(call, survey, { ...asked, aboutRepId }, page);
    return { items: found.items, next: found.next && writePlace(services.secrets, scope, found.next) };
  },
};

async function commentsOf(
  call: Call,
  survey: Survey,
  { aboutRepId, ...asked }: Parameters<typeof namedComments>[2] & { aboutRepId: string | undefined },
  page: CommentsPage,
): ReturnType<typeof namedComments> {
  const { work } = call;
  if (aboutRepId !== undefined) {
    const rep = await checkReport(work, aboutRepId);
    return reportComments(work, survey, rep.id, asked, page);
  }
  if (isAnonymous(survey)) {
    checkAnonymous(work, asked);
    return anonymousComments(work, survey, asked, page);
  }
  return namedComments(work, survey, await checked(call, asked), page);
}

/** `GET /v1/surveys/{id}/results.csv` */
export const exportResultsHandler: WorkHandler<typeof exportResults> = {
  async run(call, { params, query }) {
    const survey = await readOne<Survey>(call, 'surveys', params.id);
    if (isAnonymous(survey)) checkAnonymous(call.work, query);
    const { question: _question, ...filter } = await checked(call, query);
    const body = isAnonymous(survey)
      ? countsTable(await surveyResults(call.work, survey, filter))
      : await responsesTable(call.work, survey, filter);
    return new Reply(body, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${survey.definition.id}.csv"`,
      'Cache-Control': 'no-store',
    });
  },
};
