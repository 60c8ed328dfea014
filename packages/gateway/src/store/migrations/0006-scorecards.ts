import type { Migration } from './migration.ts';
import {
  follows,
  guard,
  leaders,
  once,
  operators,
  ownedBy,
  rep,
  role,
  setting,
  staff,
  system,
  teams,
  tenant,
} from './policy.ts';

const envelope = `
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,`;

const end = `
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id)`;

const toRep = (table: string) =>
  `,\n  CONSTRAINT ${table}_rep_id_fkey FOREIGN KEY (tenant_id, rep_id) REFERENCES reps (tenant_id, id)`;

/** The goal that a check-in is about, where the actor sees it; `more` narrows it. */
const goal = (more = 'true') =>
  `EXISTS (SELECT 1 FROM goals g WHERE g.tenant_id = check_ins.tenant_id AND g.id = check_ins.goal_id AND ${more})`;

/** The actor owns the goal, or may set it. */
const ownsOrLeads = `(g.rep_id = ${rep} OR g.data ->> 'ownerId' = ${rep}::text OR ${operators} OR (${role('manager')} AND (g.team_id = ANY (${teams}) OR EXISTS (SELECT 1 FROM reps r WHERE r.tenant_id = ${tenant} AND r.id = g.rep_id AND r.team_id = ANY (${teams})))) OR (${leaders} AND g.customer_id IS NOT NULL))`;

const today = `${setting('today')}::date`;
const contact = once(`${setting('contact')}::uuid`);
const invitation = once(`${setting('invitation')}::uuid`);

const ofInvitation = `EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = responses.tenant_id AND i.id = responses.invitation_id AND i.survey_id = responses.survey_id AND i.customer_id IS NOT DISTINCT FROM responses.customer_id AND i.contact_id IS NOT DISTINCT FROM responses.contact_id)`;
const byLink = `(${role('link')} AND responses.invitation_id = ${invitation} AND ${ofInvitation})`;
const usual = `CASE WHEN responses.customer_id IS NULL THEN (${leaders} OR (${staff} AND responses.rep_id = ${rep})) ELSE ${follows('responses')} END`;
/** What somebody says about a rep is read by whoever said it and by those who run the system; others see means of many. */
const aboutRep = `(${operators} OR (${staff} AND responses.author_id = ${rep}))`;
const response = `CASE WHEN responses.about_rep_id IS NULL THEN ${usual} ELSE ${aboutRep} END`;

const mine = (table: string, condition: string) => `${table}.tenant_id = ${tenant} AND ${condition}`;
const sharedReview = `reviews.status <> 'draft'`;
const mayReview = `(reviews.author_id = ${rep} AND ((reviews.kind = 'self' AND reviews.rep_id = ${rep}) OR (reviews.kind = 'superior' AND reviews.rep_id <> ${rep} AND ${leaders} AND ${ownedBy('reviews.rep_id')})))`;

/**
 * Goals in a tree with their check-ins, models of scorecards, reviews, recognitions, appeals, and answers about a rep. An edition of a model
 * that has begun is changed by nobody; a review's draft is seen by its author only; once acknowledged a review stays.
 */
export const scorecards: Migration = {
  name: '0006-scorecards',
  steps: [
    `ALTER TABLE goals ADD COLUMN parent_id uuid`,
    `CREATE INDEX goals_parent ON goals (tenant_id, parent_id) WHERE parent_id IS NOT NULL`,
    `CREATE TABLE check_ins (${envelope}
  goal_id uuid NOT NULL,
  subject text NOT NULL,
  period text NOT NULL,
  at timestamptz NOT NULL,
  author_id uuid,${end},
  CONSTRAINT check_ins_goal_id_fkey FOREIGN KEY (tenant_id, goal_id) REFERENCES goals (tenant_id, id) ON DELETE CASCADE
)`,
    `CREATE INDEX check_ins_goal ON check_ins (tenant_id, goal_id)`,
    `CREATE INDEX check_ins_period ON check_ins (tenant_id, period)`,
    ...guard('check_ins', {
      read: `(${staff} AND ${goal()})`,
      insert: `(${staff} AND ${goal(ownsOrLeads)} AND (${operators} OR check_ins.author_id = ${rep}))`,
      write: `(${staff} AND ${goal()} AND (${operators} OR check_ins.author_id = ${rep}))`,
    }),

    `CREATE TABLE scorecard_models (${envelope}
  model text NOT NULL,
  edition integer NOT NULL,
  from_day date NOT NULL,${end}
)`,
    `CREATE UNIQUE INDEX scorecard_models_edition ON scorecard_models (tenant_id, model, edition)`,
    ...guard('scorecard_models', {
      read: staff,
      insert: leaders,
      write: `(${leaders} AND scorecard_models.from_day >= ${today})`,
    }),

    `CREATE TABLE reviews (${envelope}
  rep_id uuid NOT NULL,
  period text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  author_id uuid NOT NULL,${end}${toRep('reviews')}
)`,
    `CREATE UNIQUE INDEX reviews_one_of_each ON reviews (tenant_id, rep_id, period, kind, author_id)`,
    `CREATE INDEX reviews_author ON reviews (tenant_id, author_id)`,
    `ALTER TABLE reviews ENABLE ROW LEVEL SECURITY`,
    `CREATE POLICY reviews_read ON reviews FOR SELECT USING (${mine('reviews', `(${staff} AND (${system} OR reviews.author_id = ${rep} OR (${sharedReview} AND ${ownedBy('reviews.rep_id')})))`)})`,
    `CREATE POLICY reviews_insert ON reviews FOR INSERT WITH CHECK (${mine('reviews', `(${system} OR (${staff} AND ${mayReview}))`)})`,
    `CREATE POLICY reviews_change ON reviews FOR UPDATE USING (${mine('reviews', `(${system} OR (${staff} AND reviews.status <> 'acknowledged' AND (reviews.author_id = ${rep} OR (${sharedReview} AND reviews.rep_id = ${rep}))))`)}) WITH CHECK (${mine('reviews', `(${system} OR (${staff} AND (reviews.author_id = ${rep} OR (${sharedReview} AND reviews.rep_id = ${rep}))))`)})`,
    `CREATE POLICY reviews_remove ON reviews FOR DELETE USING (${mine('reviews', `(${system} OR (${staff} AND reviews.status = 'draft' AND reviews.author_id = ${rep}))`)})`,

    `CREATE TABLE recognitions (${envelope}
  rep_id uuid NOT NULL,
  author_id uuid,
  kpi text,
  period text,
  at timestamptz NOT NULL,${end}${toRep('recognitions')}
)`,
    `CREATE INDEX recognitions_rep ON recognitions (tenant_id, rep_id, at)`,
    `CREATE INDEX recognitions_at ON recognitions (tenant_id, at)`,
    ...guard('recognitions', {
      read: staff,
      write: `(${operators} OR (${staff} AND recognitions.author_id = ${rep} AND recognitions.rep_id <> ${rep}))`,
    }),

    `ALTER TABLE approvals ADD COLUMN subject_id uuid`,
    `ALTER TABLE approvals ADD COLUMN period text`,
    `CREATE INDEX approvals_subject ON approvals (tenant_id, subject_id) WHERE subject_id IS NOT NULL`,

    `ALTER TABLE responses ADD COLUMN about_rep_id uuid`,
    `ALTER TABLE responses ADD COLUMN author_id uuid`,
    `CREATE INDEX responses_about ON responses (tenant_id, about_rep_id) WHERE about_rep_id IS NOT NULL`,
    `CREATE UNIQUE INDEX responses_one_per_rater ON responses (tenant_id, survey_id, about_rep_id, author_id) WHERE author_id IS NOT NULL`,
    `DROP POLICY responses_read ON responses`,
    `CREATE POLICY responses_read ON responses FOR SELECT USING (${mine('responses', `(${response} OR (${role('contact')} AND responses.contact_id = ${contact}) OR (${role('link')} AND responses.invitation_id = ${invitation}))`)})`,
    `DROP POLICY responses_insert ON responses`,
    `CREATE POLICY responses_insert ON responses FOR INSERT WITH CHECK (${mine('responses', `(${response} OR ${byLink})`)})`,
    `DROP POLICY responses_change ON responses`,
    `CREATE POLICY responses_change ON responses FOR UPDATE USING (${mine('responses', `(${response} OR ${byLink})`)}) WITH CHECK (${mine('responses', `(${response} OR ${byLink})`)})`,
    `DROP POLICY responses_remove ON responses`,
    `CREATE POLICY responses_remove ON responses FOR DELETE USING (${mine('responses', `(${leaders} AND ${response})`)})`,
  ],
};
