import { otherRoutes, resources, type OtherRouteName, type ResourceName } from '@liaise/core/api';
import { readContent, writeContent } from '../records/files.ts';
import { makeMove } from '../records/visits.ts';
import {
  createDeferralHandler,
  deferSessionHandler,
  listDeferralsHandler,
  removeDeferralsHandler,
} from '../survey/deferrals.ts';
import { createLink, listLinks, revokeLink, shareSessionHandler } from '../survey/open-links.ts';
import { readReceiptHandler, withdrawReceiptHandler, withdrawSessionHandler } from '../survey/withdrawing.ts';
import { attachFileHandler, readAnswerFileHandler } from '../survey/files.ts';
import {
  answerSessionHandler,
  createResponse,
  listResponses,
  openSessionHandler,
  readResponse,
  readSessionHandler,
} from '../survey/routes.ts';
import { exportResultsHandler, listCommentsHandler, readResultsHandler } from '../survey-results/routes.ts';
import { batchHandler, reconcileHandler } from './batch.ts';
import type { Bound, Handler } from './call.ts';
import { commonRoutes } from './common.ts';
import { listHistoryHandler, readCardHandler } from './customers.ts';
import { readEventsHandler } from './events.ts';
import { readCatalogueHandler } from './kpi-catalogue.ts';
import { readKpiSourcesHandler } from './kpi-sources.ts';
import { drawKpiHandler, readKpiHandler, signKpiHandler } from './kpis.ts';
import { listValuesHandler, readPyramidHandler } from '../value/routes.ts';
import { readLeaderboardHandler, readScorecardHandler } from '../scorecards/routes.ts';
import { readMeHandler } from './me.ts';
import { changeSettingsHandler, readSettingsHandler } from './settings.ts';
import { listTierChangesHandler, readTierChangeHandler } from './tier-changes.ts';
import { Router } from './router.ts';
import { giveLinkHandler, sendInvitationHandler } from '../sending/routes.ts';
import { eraseSubjectHandler, exportSubjectHandler } from './subjects.ts';

/**
 * What answers each route that is not among the five common ones. A route of the contract without a handler, and a handler
 * without a route, is a type error.
 */
export const handlers: { readonly [Name in OtherRouteName]: Handler<(typeof otherRoutes)[Name]> } = {
  'customers.card': readCardHandler,
  'customers.history': listHistoryHandler,
  'customers.deferrals': listDeferralsHandler,
  'customers.defer': createDeferralHandler,
  'customers.undefer': removeDeferralsHandler,
  'visits.move': { run: (call, { params, body }) => makeMove(call, params.id, body) },
  'files.write-content': { run: (call, { params }) => writeContent(call, params.id) },
  'files.read-content': { run: (call, { params }) => readContent(call, params.id) },
  'kpis.read': readKpiHandler,
  'kpis.draw': drawKpiHandler,
  'kpis.sign': signKpiHandler,
  'kpis.catalogue': readCatalogueHandler,
  'kpis.sources': readKpiSourcesHandler,
  'settings.read': readSettingsHandler,
  'settings.change': changeSettingsHandler,
  'tier-changes.list': listTierChangesHandler,
  'tier-changes.read': readTierChangeHandler,
  'responses.list': listResponses,
  'responses.read': readResponse,
  'responses.create': createResponse,
  'surveys.results': readResultsHandler,
  'surveys.comments': listCommentsHandler,
  'surveys.results-csv': exportResultsHandler,
  'surveys.open-session': openSessionHandler,
  'invitations.link': giveLinkHandler,
  'invitations.send': sendInvitationHandler,
  'session.read': readSessionHandler,
  'session.answer': answerSessionHandler,
  'session.attach': attachFileHandler,
  'responses.read-file': readAnswerFileHandler,
  'session.withdraw': withdrawSessionHandler,
  'session.share': shareSessionHandler,
  'receipts.read': readReceiptHandler,
  'receipts.withdraw': withdrawReceiptHandler,
  'survey-links.list': listLinks,
  'survey-links.create': createLink,
  'survey-links.revoke': revokeLink,
  'session.defer': deferSessionHandler,
  batch: batchHandler,
  reconcile: reconcileHandler,
  'events.read': readEventsHandler,
  'subjects.export': exportSubjectHandler,
  'subjects.erase': eraseSubjectHandler,
  'me.read': readMeHandler,
  'scorecards.read': readScorecardHandler,
  'leaderboards.read': readLeaderboardHandler,
  'value.pyramid': readPyramidHandler,
  'value.customers': listValuesHandler,
};

/** Every route of the contract, found by method and path. */
export function contractRouter(): Router<Bound> {
  const router = new Router<Bound>();
  const add = (bound: Bound): void => router.add(bound.route.method, bound.route.path, bound);
  for (const name of Object.keys(resources) as ResourceName[]) commonRoutes(name).forEach(add);
  for (const name of Object.keys(otherRoutes) as OtherRouteName[])
    add({ route: otherRoutes[name], handler: handlers[name] });
  return router;
}
