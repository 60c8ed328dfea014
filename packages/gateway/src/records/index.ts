import type { ResourceName } from '@liaise/core/api';
import { approvals } from './approvals.ts';
import { assignments } from './assignments.ts';
import { cases } from './cases.ts';
import { checkIns } from './check-ins.ts';
import { customerReviews } from './customer-reviews.ts';
import { customers } from './customers.ts';
import { distributions } from './distributions.ts';
import { files } from './files.ts';
import { goals } from './goals.ts';
import type { Hooks } from './hooks.ts';
import { invitations } from './invitations.ts';
import { kpiDefinitions } from './kpi-definitions.ts';
import { notes } from './notes.ts';
import { recognitions } from './recognitions.ts';
import { reviews } from './reviews.ts';
import { scorecardModels } from './scorecard-models.ts';
import { surveys } from './surveys.ts';
import { tasks } from './tasks.ts';
import { visits } from './visits.ts';

/** What is each resource's own beside the five common routes. */
export const hooks: { readonly [Name in ResourceName]: Hooks } = {
  customers,
  contacts: { refers: { reportsTo: 'contacts' } },
  relations: {},
  reps: { refers: { teamId: 'teams' } },
  teams: { refers: { parentId: 'teams', managerId: 'reps' } },
  products: {},
  visits,
  interactions: { owner: { field: 'repId', required: false }, refers: { contactId: 'contacts', visitId: 'visits' } },
  tasks,
  purchases: { refers: { productId: 'products' } },
  opportunities: { owner: { field: 'repId', required: false }, refers: { productId: 'products' } },
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
};
