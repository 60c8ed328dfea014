import { answerSession, openSession, readSession } from '@liaise/core/wire/surveys';
import type { BodyOf, ReadOptions } from './client.ts';
import type { CallOptions, Connection } from './connection.ts';

/** The customer's side of a survey, which needs no token but the link's: `surveySessionOf(client).read(token)`. */
export function surveySessionOf({ connection }: { readonly connection: Connection }) {
  const { call } = connection;
  return {
    /** Opens a session in which an element on a page answers. */
    open: (survey: string, body: BodyOf<typeof openSession> = {}, write?: CallOptions & { tenant?: string }) =>
      call(
        openSession,
        { params: { id: survey }, query: write?.tenant === undefined ? {} : { tenant: write.tenant }, body },
        write,
      ),
    read: (token: string, read?: ReadOptions) => call(readSession, { params: { token } }, read),
    answer: (token: string, body: BodyOf<typeof answerSession>, write?: CallOptions) =>
      call(answerSession, { params: { token }, body }, write),
  };
}
