import { openSession, readSession } from '@liaise/core/wire/surveys';
import { newId } from '@liaise/core/records/identifier';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'survey'> = {
  leadsTo: ['answer-survey'],
  ask: async (connection, question, signal) => {
    const token = 'token' in question ? question.token : await sessionOf(connection, question.survey, signal);
    const opened = await connection.call(readSession, { params: { token } }, { signal });
    return { ...opened, token };
  },
};

type Ask = Parameters<typeof query.ask>;

/** A page keeps its session for as long as the tab lives, so that a reload goes on where it was. */
async function sessionOf(connection: Ask[0], survey: string, signal: AbortSignal): Promise<string> {
  const key = `liaise-session ${connection.url} ${connection.identity()?.key ?? ''} ${survey}`;
  const kept = tab()?.getItem(key);
  if (kept !== null && kept !== undefined) return kept;
  const { token } = await connection.call(
    openSession,
    { params: { id: survey }, body: {} },
    { signal, idempotencyKey: newId() },
  );
  tab()?.setItem(key, token);
  return token;
}

function tab(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
