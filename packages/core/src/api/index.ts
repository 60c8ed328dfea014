import { approvals } from './approvals.ts';
import { assignments } from './assignments.ts';
import { cases } from './cases.ts';
import { checkIns } from './check-ins.ts';
import { contacts } from './contacts.ts';
import { customerReviews } from './customer-reviews.ts';
import { customers, listHistory, readCard } from './customers.ts';
import { distributions } from './distributions.ts';
import { createDeferral, deferSession, listDeferrals, removeDeferrals } from './deferrals.ts';
import { readEvents } from './events.ts';
import { files, readContent, writeContent } from './files.ts';
import { goals } from './goals.ts';
import { interactions } from './interactions.ts';
import { kpiDefinitions } from './kpi-definitions.ts';
import { drawKpi, readCatalogue, readKpi, readKpiSources, signKpi } from './kpis.ts';
import { readMe } from './me.ts';
import { notes } from './notes.ts';
import { opportunities } from './opportunities.ts';
import { products } from './products.ts';
import { purchases } from './purchases.ts';
import { recognitions } from './recognitions.ts';
import { relations } from './relations.ts';
import { reps } from './reps.ts';
import { reviews } from './reviews.ts';
import { scorecardModels } from './scorecard-models.ts';
import { readLeaderboard, readScorecard } from './scorecards.ts';
import { changeSettings, readSettings } from './settings.ts';
import { exportSubject, eraseSubject } from './subjects.ts';
import { attachFile, readAnswerFile } from './survey-files.ts';
import { giveInvitationLink, sendInvitation } from './sending.ts';
import { answerSession, invitations, openSession, readSession, responses, surveys } from './surveys.ts';
import { exportResults, listComments, readResults } from './survey-results.ts';
import { readReceipt, shareSession, surveyLinks, withdrawReceipt, withdrawSession } from './survey-links.ts';
import { tasks } from './tasks.ts';
import { teams } from './teams.ts';
import { tierChanges } from './tier-changes.ts';
import { batch, reconcile } from './together.ts';
import { listValues, readPyramid } from './value.ts';
import { moveVisit, visits } from './visits.ts';

/** The resources with the five common routes. */
export const resources = {
  customers,
  contacts,
  relations,
  reps,
  teams,
  products,
  visits,
  interactions,
  tasks,
  purchases,
  opportunities,
  cases,
  approvals,
  notes,
  goals,
  'kpi-definitions': kpiDefinitions,
  assignments,
  files,
  'customer-reviews': customerReviews,
  surveys,
  invitations,
  distributions,
  'check-ins': checkIns,
  'scorecard-models': scorecardModels,
  reviews,
  recognitions,
} as const;

/** The routes that are not among the five common ones, by name. */
export const otherRoutes = {
  'customers.card': readCard,
  'customers.history': listHistory,
  'customers.deferrals': listDeferrals,
  'customers.defer': createDeferral,
  'customers.undefer': removeDeferrals,
  'visits.move': moveVisit,
  'files.write-content': writeContent,
  'files.read-content': readContent,
  'kpis.read': readKpi,
  'kpis.draw': drawKpi,
  'kpis.sign': signKpi,
  'kpis.catalogue': readCatalogue,
  'kpis.sources': readKpiSources,
  'responses.list': responses.list,
  'responses.read': responses.read,
  'responses.create': responses.create,
  'invitations.link': giveInvitationLink,
  'invitations.send': sendInvitation,
  'surveys.results': readResults,
  'surveys.comments': listComments,
  'surveys.results-csv': exportResults,
  'surveys.open-session': openSession,
  'session.read': readSession,
  'session.answer': answerSession,
  'session.attach': attachFile,
  'responses.read-file': readAnswerFile,
  'session.withdraw': withdrawSession,
  'session.share': shareSession,
  'receipts.read': readReceipt,
  'receipts.withdraw': withdrawReceipt,
  'survey-links.list': surveyLinks.list,
  'survey-links.create': surveyLinks.create,
  'survey-links.revoke': surveyLinks.revoke,
  'session.defer': deferSession,
  'settings.read': readSettings,
  'settings.change': changeSettings,
  'tier-changes.list': tierChanges.list,
  'tier-changes.read': tierChanges.read,
  batch,
  reconcile,
  'events.read': readEvents,
  'subjects.export': exportSubject,
  'subjects.erase': eraseSubject,
  'me.read': readMe,
  'scorecards.read': readScorecard,
  'leaderboards.read': readLeaderboard,
  'value.pyramid': readPyramid,
  'value.customers': listValues,
} as const;

export type ResourceName = keyof typeof resources;
export type OtherRouteName = keyof typeof otherRoutes;

/** Every route of the HTTP contract. */
export const routes = [
  ...Object.values(resources).flatMap((one) => [one.list, one.read, one.create, one.change, one.remove]),
  ...Object.values(otherRoutes),
];

export * from './page.ts';
export * from './problem.ts';
export * from './route.ts';
