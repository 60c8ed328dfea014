import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import type { ResponseRecord } from '@liaise/core/records/survey';
import { demo } from '@liaise/core/samples';
import type { SurveyDefinition } from '@liaise/core/survey';
import { placeOf, readKeeper } from '@liaise/gateway/store/database-folder';
import { accessOfRunning } from '@liaise/gateway/store/embedded-server';
import { asRep, textOf, type Stage } from './stage.ts';

/** How long a slow machine may take for one step, in milliseconds. */
const patience = 60_000;

/** Three questions, the second of which depends on the first. */
export const definition = {
  id: 'after-delivery',
  version: 1,
  language: 'en',
  thanks: 'Thank you. We read every answer.',
  questions: [
    { id: 'recommend', type: 'nps', required: true, title: 'How likely are you to recommend us?' },
    {
      id: 'topics',
      type: 'multiple-choice',
      title: 'What was it about?',
      showIf: ['<=', ['answer', 'recommend'], 8],
      options: [
        { id: 'price', label: 'Price' },
        { id: 'time', label: 'Time' },
        { id: 'none', label: 'Nothing', exclusive: true },
      ],
    },
    { id: 'why', type: 'long-text', title: 'What is the main reason?', maxLength: 2000 },
  ],
} as const satisfies SurveyDefinition;

/** What a person says who goes all the way. */
export const said = { recommend: 3, topics: ['price', 'time'], why: 'It came a week late.' };

/** A survey of its own with one link, so that what is counted is this test's alone. */
export interface Link {
  surveyId: string;
  invitationId: string;
  token: string;
  /** All responses of the survey, as the gateway tells them. */
  responses(): Promise<ResponseRecord[]>;
}

/** Defines a survey as a manager does. */
export async function newSurvey(portal: Stage, more: object = {}): Promise<string> {
  const id = newId();
  const body = { id, name: 'After delivery', definition: { ...definition, id: `s-${id}` }, status: 'open', ...more };
  await portal.ask({ role: 'manager', rep: demo.managers.north }, '/v1/surveys', body);
  return id;
}

/** Defines a survey and makes a link for the first customer. */
export async function newLink(portal: Stage): Promise<Link> {
  const surveyId = await newSurvey(portal);
  const body = { id: newId(), surveyId, customerId: demo.customers.first };
  const { token } = await portal.ask<{ token: string }>(asRep, '/v1/invitations', body);
  return { surveyId, invitationId: body.id, token, responses: () => responsesOf(portal, surveyId) };
}

/** All responses of a survey, as the gateway tells them. */
export async function responsesOf(portal: Stage, surveyId: string): Promise<ResponseRecord[]> {
  const found: ResponseRecord[] = [];
  let cursor = '';
  do {
    const route = `/v1/responses?surveyId=${surveyId}&limit=500${cursor}`;
    const page = await portal.ask<{ items: ResponseRecord[]; next: string | null }>(asRep, route);
    found.push(...page.items);
    cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor !== '');
  return found;
}

const accessTo = (data: string) => accessOfRunning(path.join(data, 'postgres'));

/** How many responses of a survey lie in the database, as its superuser sees it, whom no row policy stops. */
export async function countInDatabase(data: string, surveyId: string): Promise<number> {
  const { administrator, owner } = accessTo(data);
  const client = new pg.Client({ ...administrator, database: owner.database });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM responses WHERE survey_id = $1',
      [surveyId],
    );
    return rows[0]?.count ?? -1;
  } finally {
    await client.end();
  }
}

/** Kills the database's server as a crash does; the gateway goes on and has to cope. */
export function killDatabase(data: string): void {
  const folder = path.join(data, 'postgres');
  const keeper = readKeeper(folder);
  if (!keeper) throw new Error(`${folder} holds no database.`);
  const [pid] = readFileSync(path.join(placeOf(folder, keeper).data, 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
}

/** The survey of a page, as a person uses it: by what can be seen and clicked. */
export class Walk {
  readonly survey: Locator;
  /** Its own tree: what a page put between its tags is not in it. */
  readonly base: Locator;

  constructor(page: Page) {
    page.setDefaultTimeout(patience);
    this.survey = page.locator('liaise-survey');
    this.base = this.survey.locator('[part=base]');
  }

  /** Waits for a text. */
  shows(text: string | RegExp): Promise<void> {
    const shown = expect.poll(() => textOf(this.survey), { timeout: patience });
    return typeof text === 'string' ? shown.toContain(text) : shown.toMatch(text);
  }

  async rate(score: number): Promise<void> {
    await this.shows('How likely are you to recommend us?');
    await this.base.locator(`input[type=radio][value="${score}"]`).click();
  }

  async choose(...options: string[]): Promise<void> {
    await this.shows('What was it about?');
    for (const option of options) await this.base.getByText(option, { exact: true }).click();
  }

  async write(text: string): Promise<void> {
    await this.shows('What is the main reason?');
    await this.base.locator('textarea').fill(text);
  }

  async next(): Promise<void> {
    await this.base.getByRole('button', { name: 'Next', exact: true }).click();
  }

  async send(): Promise<void> {
    await this.base.getByRole('button', { name: 'Send', exact: true }).click();
  }

  /** From the first question to the last, without sending. */
  async answerAll(): Promise<void> {
    await this.rate(said.recommend);
    await this.next();
    await this.choose('Price', 'Time');
    await this.next();
    await this.write(said.why);
  }

  /** From the first question to the thanks. */
  async toTheEnd(): Promise<void> {
    await this.answerAll();
    await this.send();
    await this.shows('Thank you. We read every answer.');
  }
}

/** Expects that exactly one response came of a link, and what it says. */
export async function expectOnce(link: Link, data: string, answers: object = said): Promise<void> {
  await expect.poll(async () => (await link.responses()).map(({ final }) => final)).toEqual([true]);
  expect((await link.responses())[0]).toMatchObject({ answers, final: true });
  expect(await countInDatabase(data, link.surveyId)).toBe(1);
}
