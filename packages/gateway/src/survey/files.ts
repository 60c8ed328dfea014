import { sql } from 'kysely';
import { mostFileBytes, type attachFile, type readAnswerFile } from '@liaise/core/api/survey-files';
import type { ResponseRecord } from '@liaise/core/records/survey';
import type { FileQuestion } from '@liaise/core/survey';
import { checkFile, headLength } from '@liaise/core/survey/file-type';
import { defaults } from '@liaise/core/survey/vocabulary';
import { Refusal, bodyRefusal } from '../http/refusal.ts';
import { disposition } from '../records/files.ts';
import type { AnyRecord } from '../records/hooks.ts';
import { Reply, type WorkHandler } from '../routes/call.ts';
import { readOne } from '../routes/common.ts';
import type { Work } from '../store/store.ts';
import { open, shown, type Opened } from './answering.ts';

/** A file as it came. */
export interface Sent {
  id: string;
  question: string;
  name: string;
  bytes: Uint8Array;
}

/** A file as its giver is told of it. */
type Attached = Omit<Sent, 'bytes'> & { type: string; size: number };

const messages = {
  empty: 'The file is empty.',
  'too-large': 'The file is larger than the question, or this gateway, takes.',
  'wrong-type': 'The file is of a type that the question does not take, or of another than its name says.',
  'too-many': 'There are more files than the question takes: remove some first.',
  'unknown-question': 'The survey has no question of this id that takes files.',
} as const;

const refusal = (question: string, code: keyof typeof messages): Refusal =>
  new Refusal('invalid-body', {
    issues: [{ path: `body.answers.${question}`.slice(0, 200), code, message: messages[code] }],
  });

/** What a file is, or a refusal that names its question. */
function typeOf(question: FileQuestion, { name, bytes }: Sent): string {
  if (bytes.byteLength > mostFileBytes) throw refusal(question.id, 'too-large');
  const checked = checkFile(question, name, bytes.byteLength, bytes.subarray(0, headLength));
  if ('code' in checked) throw refusal(question.id, checked.code);
  return checked.type;
}

/**
 * Keeps a file of an answer that is being given. Sending it again changes nothing. Where the survey is anonymous, it is kept without
 * the link that it came by: nothing but its id, which the answer holds, leads to it.
 *
 * @throws {Refusal} `invalid-body` that names the question; `conflict` where the survey takes no more answers
 */
export async function keepFile(work: Work, opened: Opened, sent: Sent): Promise<Attached> {
  const { invitation, survey, definition } = opened;
  const { actor, now } = work;
  if (shown(opened, now).status !== 'open' || invitation.shared === true)
    throw new Refusal('conflict', { detail: 'This survey takes no more answers here.' });
  const question = definition.questions.find(({ id }) => id === sent.question);
  if (question?.type !== 'file') throw refusal(sent.question, 'unknown-question');
  const type = typeOf(question, sent);
  const { id, name, bytes } = sent;
  const attached = { id, question: question.id, name, type, size: bytes.byteLength };
  const isAnonymous = definition.anonymous === true;
  if (!isAnonymous) {
    const { n } = await work.sql
      .selectFrom('survey_files')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .where('tenant_id', '=', actor.tenantId)
      .where('invitation_id', '=', invitation.id)
      .where('question', '=', question.id)
      .where('id', '<>', id)
      .executeTakeFirstOrThrow();
    // Those that were removed again are kept until the answer goes; they are not without bound.
    if (Number(n) >= 3 * (question.max ?? defaults.files)) throw refusal(question.id, 'too-many');
  }
  await work.sql
    .insertInto('survey_files')
    .values({
      tenant_id: actor.tenantId,
      survey_id: survey.id,
      invitation_id: isAnonymous ? null : invitation.id,
      ...attached,
      bytes: Buffer.from(bytes),
      added_on: now.toISOString().slice(0, 10),
    })
    // Columns named here would have to be readable, and a file of nobody is not.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return attached;
}

/** `POST /v1/s/{token}/files` */
export const attachFileHandler: WorkHandler<typeof attachFile> = {
  actor: async ({ services }, { params }) => {
    const actor = await services.links.holder(params.token);
    services.limiter.take('link', actor.invitationId ?? '');
    return actor;
  },
  async run({ work }, { body: { content, ...sent } }) {
    const isBase64 = content.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(content);
    if (!isBase64) throw bodyRefusal('content', 'bad-format', 'Send the bytes in base64 (RFC 4648, section 4).');
    return keepFile(work, await open(work), { ...sent, bytes: Buffer.from(content, 'base64') });
  },
};

/** The ids of the files that answers hold. */
export const filesIn = (answers: ResponseRecord['answers']): string[] =>
  Object.values(answers).flatMap((answer: unknown) =>
    Array.isArray(answer) ? answer.filter((one): one is string => typeof one === 'string' && one.length === 36) : [],
  );

/** `GET /v1/responses/{id}/files/{file}`: of the files of an answer that the caller sees, always as an attachment. */
export const readAnswerFileHandler: WorkHandler<typeof readAnswerFile> = {
  async run(call, { params }) {
    const response = await readOne<ResponseRecord & AnyRecord>(call, 'responses', params.id);
    if (!filesIn(response.answers).includes(params.file)) throw new Refusal('not-found');
    const file = await call.work.sql
      .selectFrom('survey_files')
      .select(['name', 'type', 'bytes'])
      .where('tenant_id', '=', call.actor.tenantId)
      .where('id', '=', params.file)
      .executeTakeFirst();
    if (!file) throw new Refusal('not-found');
    return new Reply(new Uint8Array(file.bytes), {
      'Content-Type': file.type,
      'Content-Disposition': disposition(file.name),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cache-Control': 'private, no-store',
    });
  },
};

/** Forgets the files of answers that were taken back. For the gateway itself. */
export async function forgetFiles(work: Work, answers: ResponseRecord['answers']): Promise<void> {
  const ids = filesIn(answers).filter((id) => /^[0-9a-f-]{36}$/.test(id));
  if (ids.length === 0) return;
  await sql`DELETE FROM survey_files WHERE tenant_id = ${work.actor.tenantId} AND id = ANY (${ids}::uuid[])`.execute(
    work.sql,
  );
}
