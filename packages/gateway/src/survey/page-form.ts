import { randomUUID } from 'node:crypto';
import { mostFileBytes } from '@liaise/core/api/survey-files';
import type { Actor } from '../access/actor.ts';
import { decode, readBytes } from '../http/body.ts';
import { Refusal } from '../http/refusal.ts';
import type { Incoming } from '../routes/call.ts';
import { refusalOf } from '../routes/failures.ts';
import { open } from './answering.ts';
import { keepFile, type Sent } from './files.ts';

/** What a form of the survey page sent: its fields, and files with the question that each belongs to. */
export interface PageForm {
  fields: URLSearchParams;
  files: Omit<Sent, 'id'>[];
}

/** The bytes of all files together, with what a form adds to them. */
const mostBytes = 3 * mostFileBytes;
/** The most files that one form may bring. */
const mostFiles = 20;

/**
 * Reads a form, with files or without.
 *
 * @throws {Refusal} `unsupported-media-type`, `body-too-large`, or `malformed-json` where it is no such form
 */
export async function readForm(request: Request): Promise<PageForm> {
  const type = (request.headers.get('content-type') ?? '').trim();
  if (/^application\/x-www-form-urlencoded(?:;|$)/i.test(type))
    return { fields: new URLSearchParams(decode(await readBytes(request, 64 * 1024))), files: [] };
  if (!/^multipart\/form-data;/i.test(type)) throw new Refusal('unsupported-media-type');
  const bytes = await readBytes(request, mostBytes);
  const form = await new Response(bytes, { headers: { 'Content-Type': type } }).formData().catch((cause: unknown) => {
    throw new Refusal('malformed-json', { detail: 'The body is no form.', cause });
  });
  const fields = new URLSearchParams();
  const files: PageForm['files'] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.append(name, value);
    else if (name.startsWith('file:') && value.name !== '' && files.length < mostFiles) {
      const bytesOf = new Uint8Array(await value.arrayBuffer());
      files.push({ question: name.slice(5), name: value.name.slice(-255), bytes: bytesOf });
    }
  }
  return { fields, files };
}

/** An id of the shape of all others, with chance in the place of time. */
const newFileId = (): string => randomUUID().replace(/^(.{14})4/, '$17');

/**
 * Keeps the files of a form and puts their ids among its answers.
 *
 * @returns the ids of the questions whose files were refused
 */
export async function keepFiles(
  { services }: Incoming,
  actor: Actor,
  { fields, files }: PageForm,
): Promise<Set<string>> {
  const faults = new Set<string>();
  for (const file of files) {
    const sent = { ...file, id: newFileId() };
    try {
      await services.store.transact(actor, async (work) => keepFile(work, await open(work), sent));
      fields.append(`answer:${file.question}`, sent.id);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code !== 'invalid-body') throw refusal;
      faults.add(file.question);
    }
  }
  return faults;
}
