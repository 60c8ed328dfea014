import type { Approval } from '../records/approval.ts';
import type { Assignment } from '../records/assignment.ts';
import type { Case } from '../records/case.ts';
import type { CheckIn } from '../records/check-in.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { Goal } from '../records/goal.ts';
import type { HistoryEntry } from '../records/history.ts';
import type { Interaction } from '../records/interaction.ts';
import type { Note } from '../records/note.ts';
import type { Opportunity } from '../records/opportunity.ts';
import type { Product } from '../records/product.ts';
import type { Purchase } from '../records/purchase.ts';
import type { Recognition } from '../records/recognition.ts';
import type { Relation } from '../records/relation.ts';
import type { Rep } from '../records/rep.ts';
import type { Review } from '../records/review.ts';
import type { ScorecardModelRecord } from '../records/scorecard-model.ts';
import type { Invitation, ResponseRecord, SurveyRecord } from '../records/survey.ts';
import type { Task } from '../records/task.ts';
import type { Team } from '../records/team.ts';
import type { TierChange } from '../records/tier-change.ts';
import type { Visit } from '../records/visit.ts';
import { demo } from './demo.ts';
import { seededRandom } from './random.ts';
import { samplePersonNames } from './words/names.ts';
import { makeColleagues } from './world/colleagues.ts';
import { makeCases, makeOpportunities } from './world/desk.ts';
import { makeContacts, makeCustomers } from './world/customers.ts';
import { makeGoals } from './world/goals.ts';
import { makeHolding } from './world/holding.ts';
import { makeAppeals, makeCheckIns, makeRecognitions, makeReviews, makeScorecardModels } from './world/judgement.ts';
import { makePeople } from './world/people.ts';
import { planCustomers } from './world/plan.ts';
import { makeInteractions, makeNotes, makeRelations } from './world/touches.ts';
import { makeTours } from './world/tours.ts';
import { tierChangesOf } from './world/levels.ts';
import { makeProducts, makePurchases, tiersBySpend } from './world/trade.ts';
import { makeVoice } from './world/voice.ts';

/** A whole company of sample data, as the gateway would answer it. */
export interface DemoWorld {
  tenant: typeof demo.tenant;
  teams: Team[];
  reps: Rep[];
  customers: Customer[];
  contacts: Contact[];
  relations: Relation[];
  assignments: Assignment[];
  products: Product[];
  purchases: Purchase[];
  visits: Visit[];
  interactions: Interaction[];
  tasks: Task[];
  opportunities: Opportunity[];
  cases: Case[];
  notes: Note[];
  goals: Goal[];
  'check-ins': CheckIn[];
  'scorecard-models': ScorecardModelRecord[];
  reviews: Review[];
  recognitions: Recognition[];
  approvals: Approval[];
  surveys: SurveyRecord[];
  invitations: Invitation[];
  responses: ResponseRecord[];
  history: HistoryEntry[];
  'tier-changes': TierChange[];
}

/**
 * Makes the demo company: two teams, eight reps, 200 customers in English and Chinese, and what went on around them for 18 months.
 *
 * The same on every run: identifiers, names, texts and amounts never change, and days move with `today`. What has happened lies
 * before the start of `today` in UTC; what is planned, on it and after.
 *
 * @param options `today`: `YYYY-MM-DD`
 * @throws RangeError when `today` is no day
 */
export function demoWorld({ today }: { today: string }): DemoWorld {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today))) {
    throw new RangeError('Expected today as a day that exists, such as 2026-11-21.');
  }
  const random = seededRandom('liaise demo');
  const { teams, reps } = makePeople(random, today);
  const people = {
    en: samplePersonNames(random.fork('people/en'), 'en', 400),
    'zh-CN': samplePersonNames(random.fork('people/zh'), 'zh-CN', 400),
  };
  const plans = planCustomers(random, people);
  const products = makeProducts(random, today);
  const purchases = makePurchases(random, today, plans, products);
  const customers = makeCustomers(random, today, plans, tiersBySpend(today, purchases));
  const contacts = makeContacts(random, today, plans, people);
  const holding = makeHolding(random.fork('holding'), today, plans, customers, reps);
  const { visits, tasks } = makeTours(random, today, plans, customers, contacts);
  const { surveys, responses, invitations } = makeVoice(random, today, plans, customers, contacts, holding);
  const colleagues = makeColleagues(random.fork('colleagues'), today, reps, responses.length);
  const goals = makeGoals(random.fork('goals'), today, plans, purchases, reps, teams);
  return {
    tenant: demo.tenant,
    teams,
    reps,
    customers,
    contacts,
    relations: makeRelations(random, today, plans),
    assignments: holding.assignments,
    products,
    purchases,
    visits,
    interactions: makeInteractions(random, today, plans, customers, contacts, holding),
    tasks,
    opportunities: makeOpportunities(random, today, plans, products),
    cases: makeCases(random, today, plans, contacts, responses, holding),
    notes: makeNotes(random, today, plans, holding),
    goals,
    'check-ins': makeCheckIns(random.fork('check-ins'), today, goals, reps),
    'scorecard-models': makeScorecardModels(random.fork('scorecard-models'), today),
    reviews: makeReviews(random.fork('reviews'), today, reps),
    recognitions: makeRecognitions(random.fork('recognitions'), today, reps),
    approvals: makeAppeals(today, reps),
    surveys: [...surveys, colleagues.survey],
    invitations,
    responses: [...responses, ...colleagues.responses],
    history: holding.history,
    'tier-changes': tierChangesOf(random, holding.history),
  };
}
