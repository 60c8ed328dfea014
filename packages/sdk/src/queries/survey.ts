import { openSession, readSession } from '@liaise/core/wire/surveys';
import { shareSession } from '@liaise/core/wire/survey-links';
import { newId } from '@liaise/core/records/identifier';
import { postpone } from '@liaise/core/politeness';
import type { Connection } from '../connection.ts';
import { peaceUntil, readMemory, remember, type DeviceMemory } from '../device-memory.ts';
import { LiaiseError } from '../error.ts';
import type { Answer, Order } from '../source.ts';
import { deviceOf, resumeAddress } from '../survey-device.ts';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'survey'> = {
  leadsTo: ['answer-survey', 'defer-survey'],
  ask: async (connection, question, signal) => {
    const token = 'token' in question ? question.token : await sessionOf(connection, question, signal);
    const opened = await read(connection, token, signal);
    if (opened.shared !== true || opened.status !== 'open') return opened;
    return read(connection, await sharedSession(connection, token, signal), signal);
  },
  // The newest answers of this device, before the gateway has them: a reload goes on where the person was.
  withQueued: (answer, _question, waiting) => {
    if (answer?.status !== 'open') return answer;
    const mine = waiting.filter(
      ({ kind, order, state }) =>
        kind === 'answer-survey' &&
        (state === 'waiting' || state === 'sending') &&
        (order as Order<'answer-survey'>).token === answer.token,
    );
    const last = mine.at(-1)?.order as Order<'answer-survey'> | undefined;
    if (last === undefined) return answer;
    const { answers, final } = last;
    return { ...answer, answers: answers as typeof answer.answers, status: final ? 'finished' : 'open', savedAt: null };
  },
};

/** Reads what is behind a link, with what this device may see. */
async function read(connection: Connection, token: string, signal: AbortSignal): Promise<Answer<'survey'>> {
  const device = deviceOf(connection, token);
  const headers = { 'liaise-device': device };
  const opened = await connection.call(readSession, { params: { token } }, { signal, headers });
  return { ...opened, token, device, resume: resumeAddress(connection, token, device) };
}

/** A session of this tab's own under a link that serves many. */
async function sharedSession(connection: Connection, link: string, signal: AbortSignal): Promise<string> {
  const key = `liaise-session ${connection.url} ${link}`;
  const kept = tab()?.getItem(key);
  if (kept !== null && kept !== undefined) return kept;
  const options = { signal, idempotencyKey: newId() };
  const { token } = await connection.call(shareSession, { params: { token: link }, body: {} }, options);
  tab()?.setItem(key, token);
  return token;
}

/** Under which name this device remembers what whoever is signed in was asked. */
const memoryOf = (connection: Connection): string =>
  `liaise-asked ${connection.url} ${connection.identity()?.key ?? ''}`;

/** Remembers on this device that somebody wants to be left in peace, also while there is no line to say so. */
export function keepWish(connection: Connection, until: string | null): void {
  const { marks } = connection.ports;
  const name = memoryOf(connection);
  const wish = until === null ? null : Date.parse(until);
  remember(marks, name, { until: postpone(readMemory(marks, name).until, wish) });
}

/**
 * A page keeps its session for as long as the tab lives, so that a reload goes on where it was. Whoever wants to be left in peace is not asked
 * on this device, unless they ask for the survey themself; the gateway says the same on every other.
 */
async function sessionOf(
  connection: Connection,
  { survey, ownAct = false }: { survey: string; ownAct?: boolean },
  signal: AbortSignal,
): Promise<string> {
  // Who is signed in decides whose memory it is.
  await connection.signIn().catch(() => undefined);
  const { marks } = connection.ports;
  const memory = readMemory(marks, memoryOf(connection));
  const now = connection.clock.now();
  const inPeace = (before: Pick<DeviceMemory, 'until' | 'next'>): void => {
    const until = ownAct ? undefined : peaceUntil({ ...before, asked: {} }, now);
    if (until === undefined) return;
    throw new LiaiseError({ code: 'not-now', retryAfterMs: until === null ? undefined : until - now });
  };
  inPeace({ until: memory.until, next: undefined });
  const key = `liaise-session ${connection.url} ${connection.identity()?.key ?? ''} ${survey}`;
  const kept = tab()?.getItem(key);
  if (kept !== null && kept !== undefined) return kept;
  inPeace(memory);
  const { token, nextAskAt } = await connection.call(
    openSession,
    { params: { id: survey }, body: ownAct ? { ownAct } : {} },
    { signal, idempotencyKey: newId() },
  );
  tab()?.setItem(key, token);
  if (nextAskAt !== undefined) remember(marks, memoryOf(connection), { next: Date.parse(nextAskAt) });
  return token;
}

function tab(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
