import { file, fileChange, fileCreate } from '../records/file.ts';
import { customerRef } from '../records/primitives.ts';
import { resource } from './resource.ts';
import { route, staff } from './route.ts';

/** `/v1/files`: descriptions of files; their bytes follow under `/content`. */
export const files = resource({
  name: 'files',
  one: 'file',
  stored: file,
  create: fileCreate,
  change: fileChange,
  filters: { customerId: customerRef },
});

/**
 * `PUT /v1/files/{id}/content`: the bytes, whole, or in parts of 250,000 bytes (the last one shorter), each with its `Content-Range`, in any
 * order; size and hash must be those of the description. Repeating one changes nothing. `complete` says that all are there.
 */
export const writeContent = route({
  name: 'files.write-content',
  method: 'PUT',
  path: '/v1/files/{id}/content',
  summary: "Send a file's bytes, whole or a part of them.",
  roles: staff,
  bodyType: 'bytes',
  status: 200,
  answer: file,
  limits: { bytes: 50_000_000, depth: 0, entries: 0 },
  safe: true,
});

/** `GET /v1/files/{id}/content`: the bytes, always as an attachment. */
export const readContent = route({
  name: 'files.read-content',
  method: 'GET',
  path: '/v1/files/{id}/content',
  summary: "Read a file's bytes.",
  roles: staff,
  status: 200,
  answerType: 'bytes',
});
