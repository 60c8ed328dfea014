import * as z from 'zod/mini';
import { id, line } from '../records/primitives.ts';
import { route, staff } from './route.ts';

/** The most bytes that one file of an answer may have. A question may say less. */
export const mostFileBytes = 10_000_000;

/** A file of an answer, as its giver is told. */
export const attachedFile = z.object({
  id,
  question: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.int(),
});

/**
 * `POST /v1/s/{token}/files`: a file of an answer, of at most {@link mostFileBytes} bytes, in base64. Its type is found by what it holds
 * and has to be one that the question takes. Repeating one changes nothing. Its id is then put among the ids of the answer.
 */
export const attachFile = route({
  name: 'session.attach',
  method: 'POST',
  path: '/v1/s/{token}/files',
  summary: 'Add a file to an answer.',
  roles: 'anyone',
  body: z.strictObject({
    id,
    question: z.string().check(z.maxLength(64)),
    name: line(255),
    content: z.string().check(z.maxLength(Math.ceil(mostFileBytes / 3) * 4)),
  }),
  status: 201,
  answer: attachedFile,
  limits: { bytes: Math.ceil(mostFileBytes / 3) * 4 + 4096, depth: 2, entries: 10 },
});

/** `GET /v1/responses/{id}/files/{file}`: the bytes of a file of an answer, always as an attachment. */
export const readAnswerFile = route({
  name: 'responses.read-file',
  method: 'GET',
  path: '/v1/responses/{id}/files/{file}',
  summary: 'Read a file of an answer.',
  roles: staff,
  status: 200,
  answerType: 'bytes',
});
