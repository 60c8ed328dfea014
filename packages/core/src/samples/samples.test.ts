import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import * as records from '../records/index.ts';
import * as samples from './index.ts';

const makers = [
  ['approval', samples.sampleApproval, records.approval],
  ['assignment', samples.sampleAssignment, records.assignment],
  ['case', samples.sampleCase, records.caseRecord],
  ['check-in', samples.sampleCheckIn, records.checkIn],
  ['contact', samples.sampleContact, records.contact],
  ['customer', samples.sampleCustomer, records.customer],
  ['customer review', samples.sampleCustomerReview, records.customerReview],
  ['file', samples.sampleFile, records.file],
  ['goal', samples.sampleGoal, records.goal],
  ['history entry', samples.sampleHistoryEntry, records.historyEntry],
  ['interaction', samples.sampleInteraction, records.interaction],
  ['invitation', samples.sampleInvitation, records.invitation],
  ['KPI value', samples.sampleKpiValue, records.kpiValue],
  ['note', samples.sampleNote, records.note],
  ['opportunity', samples.sampleOpportunity, records.opportunity],
  ['product', samples.sampleProduct, records.product],
  ['purchase', samples.samplePurchase, records.purchase],
  ['recognition', samples.sampleRecognition, records.recognition],
  ['relation', samples.sampleRelation, records.relation],
  ['rep', samples.sampleRep, records.rep],
  ['response', samples.sampleResponse, records.response],
  ['review', samples.sampleReview, records.review],
  ['scorecard model', samples.sampleScorecardModel, records.scorecardModel],
  ['survey', samples.sampleSurveyRecord, records.survey],
  ['task', samples.sampleTask, records.task],
  ['team', samples.sampleTeam, records.team],
  ['tier change', samples.sampleTierChange, records.tierChange],
  ['visit', samples.sampleVisit, records.visit],
] as const;

describe.each(makers)('a sample %s', (_, make: (random: samples.Random) => unknown, schema: z.ZodMiniType) => {
  it('parses as stored and has no field that its schema does not know', () => {
    for (let seed = 0; seed < 100; seed++) {
      const made = make(samples.seededRandom(`${seed}`));
      expect(z.parse(schema, made)).toEqual(made);
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(make(samples.seededRandom('a'))).toEqual(make(samples.seededRandom('a')));
    expect(make(samples.seededRandom('a'))).not.toEqual(make(samples.seededRandom('b')));
  });
});

describe('makers', () => {
  it('keep the fields they are given', () => {
    const random = samples.seededRandom('given');
    const id = samples.demoId('customer', 3);
    expect(samples.sampleCustomer(random, { id, name: 'Ada', kind: 'person' })).toMatchObject({ id, name: 'Ada' });
    expect(samples.sampleTask(random, { status: 'done', language: 'zh-CN' })).toMatchObject({ status: 'done' });
    expect(samples.sampleVisit(random, { status: 'force-closed' })).toMatchObject({ status: 'force-closed' });
  });

  it('write in the language asked for', () => {
    const random = samples.seededRandom('language');
    expect(samples.sampleNote(random, { language: 'zh-CN' }).text).toMatch(/\p{Script=Han}/u);
    expect(samples.sampleNote(random, { language: 'en' }).text).not.toMatch(/\p{Script=Han}/u);
  });
});
