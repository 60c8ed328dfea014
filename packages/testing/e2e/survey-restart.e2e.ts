import { describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { asRep, stage } from './stage.ts';
import { countInDatabase, killDatabase, newSurvey, responsesOf } from './survey-tools.ts';

// Many people answer at once, so that their answers are committed in batches, and then something is killed.

const portal = stage();
const people = 60;

interface Respondent {
  token: string;
  number: number;
  /** The answers that the gateway has acknowledged last. */
  acknowledged?: Record<string, unknown>;
  final: boolean;
}

async function invite(surveyId: string): Promise<Respondent[]> {
  const respondents: Respondent[] = [];
  for (let number = 0; number < people; number += 1) {
    const body = { id: newId(), surveyId, customerId: demo.customers.first };
    const { token } = await portal.ask<{ token: string }>(asRep, '/v1/invitations', body);
    respondents.push({ token, number, final: false });
  }
  return respondents;
}

/** What a person sends, one request after the other; the key stays the same when a request is sent again. */
const savesOf = ({ number }: Respondent) =>
  [
    { answers: { recommend: 9 }, final: false },
    { answers: { recommend: number % 9, topics: ['time'] }, final: false },
    { answers: { recommend: number % 9, topics: ['time'], why: `Person ${number}` }, final: true },
  ].map((body) => ({ body, key: newId() }));

/** Answers to the end; what fails is sent again, as an outbox does. Tells of each acknowledgement. */
async function answer(respondent: Respondent, tell: () => void): Promise<void> {
  for (const { body, key } of savesOf(respondent)) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const init = { method: 'PUT', headers, body: JSON.stringify(body) };
    for (;;) {
      const told = await fetch(`${portal.url}/v1/s/${respondent.token}/response`, init).catch(() => undefined);
      if (told?.ok) {
        await told.text();
        break;
      }
      // A gateway that is not there, or not there yet: anything else is a fault.
      if (told && told.status < 500 && told.status !== 429) throw new Error(`${told.status}: ${await told.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    respondent.acknowledged = body.answers;
    respondent.final = body.final;
    tell();
  }
}

describe('answers of many people at once', { timeout: 240_000 }, () => {
  it.for(['the gateway', 'the database'] as const)(
    'are all there, once each, when %s is killed meanwhile',
    async (victim) => {
      const surveyId = await newSurvey(portal);
      const respondents = await invite(surveyId);
      let told = 0;
      let killed: Promise<unknown> | undefined;
      const before = new Map<string, Record<string, unknown>>();
      const tell = (): void => {
        told += 1;
        if (told !== people || killed) return;
        for (const { token, acknowledged } of respondents) if (acknowledged) before.set(token, acknowledged);
        killed = victim === 'the gateway' ? portal.restart('SIGKILL') : Promise.resolve(killDatabase(portal.data));
      };
      await Promise.all(respondents.map((respondent) => answer(respondent, tell)));
      await killed;
      expect(before.size).toBeGreaterThan(0);
      const kept = await responsesOf(portal, surveyId);
      expect(kept.map(({ final }) => final)).toEqual(respondents.map(() => true));
      expect(kept.map(({ answers }) => answers['why']).sort()).toEqual(
        respondents.map(({ number }) => `Person ${number}`).sort(),
      );
      expect(await countInDatabase(portal.data, surveyId)).toBe(people);
    },
  );

  it('lose nothing that was acknowledged when the gateway is killed and nobody sends anything again', async () => {
    const surveyId = await newSurvey(portal);
    const respondents = await invite(surveyId);
    let told = 0;
    let enough = (): void => undefined;
    const underWay = new Promise<void>((resolve) => (enough = resolve));
    const once = async (respondent: Respondent): Promise<void> => {
      for (const { body, key } of savesOf(respondent)) {
        const headers = { 'content-type': 'application/json', 'idempotency-key': key };
        const init = { method: 'PUT', headers, body: JSON.stringify(body) };
        const answered = await fetch(`${portal.url}/v1/s/${respondent.token}/response`, init).catch(() => undefined);
        if (!answered?.ok) return;
        respondent.acknowledged = body.answers;
        respondent.final = body.final;
        told += 1;
        if (told === people) enough();
      }
    };
    const answering = Promise.all(respondents.map(once));
    await underWay;
    await portal.restart('SIGKILL');
    await answering;
    const kept = await responsesOf(portal, surveyId);
    const finished = new Set(kept.filter(({ final }) => final).map(({ answers }) => answers['why']));
    const promised = respondents.filter(({ final }) => final).map(({ number }) => `Person ${number}`);
    expect(promised.filter((why) => !finished.has(why))).toEqual([]);
    const started = respondents.filter(({ acknowledged }) => acknowledged !== undefined);
    expect(kept.length).toBeGreaterThanOrEqual(started.length);
    expect(await countInDatabase(portal.data, surveyId)).toBe(kept.length);
  });
});
