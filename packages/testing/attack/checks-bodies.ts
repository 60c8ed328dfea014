import { gzipSync } from 'node:zlib';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { must, refused, type Check, type Sending } from './checks.ts';
import type { Body } from './request.ts';

const customers = '/v1/customers';
const text = (body: string): Sending => ({ body: { text: body } });
const bytes = (body: Uint8Array): Sending => ({ body: { bytes: new Uint8Array(body) } });
const json = (value: unknown): string => JSON.stringify(value);
const person = (more: object = {}) => ({ id: newId(), kind: 'person', name: 'Ada Quill', ...more });
/** A customer's JSON with raw JSON for one more field. */
const withRaw = (field: string, raw: string): Sending => text(json(person()).replace(/\}$/, `,"${field}":${raw}}`));
const post = (sending: Sending) => ['POST', customers, sending] as const;
const answering = (answers: unknown) =>
  ['PUT', '/v1/s/«link»/response', { as: null, ...text(json({ answers, final: false })) }] as const;
const visit = (more: object) =>
  [
    'POST',
    '/v1/visits',
    text(json({ id: newId(), customerId: demo.customers.first, type: 'service', repId: demo.rep, ...more })),
  ] as const;

const large = (length: number): Body => ({ text: json(person({ name: 'x'.repeat(length) })) });

/** Bad bodies: 1 to 19 and 78 to 80 of the list. */
export const bodyChecks: readonly Check[] = [
  refused(1, '10,000 arrays deep', post(text('['.repeat(10_000))), [413, 422]),
  refused(1, '10,000 arrays deep, closed', post(text('['.repeat(10_000) + ']'.repeat(10_000))), [413, 422]),
  refused(2, '40 KB of nested objects', post(text(`${'{"a":'.repeat(6800)}1${'}'.repeat(6800)}`)), 422, 'invalid-body'),
  refused(3, 'a key twice', post(text('{"id":"a","id":"b"}')), 422, 'invalid-body', 'body.id'),
  refused(4, '__proto__', post(withRaw('__proto__', '{"admin":true}')), 422, 'invalid-body'),
  refused(5, 'constructor', post(withRaw('constructor', '{"prototype":{"x":1}}')), 422, 'invalid-body'),
  ...['1e131071', '1e400', '-1e400'].map((number) =>
    refused(6, number, post(withRaw('employees', number)), 422, 'invalid-body', 'body.employees'),
  ),
  refused(6, 'NaN', post(withRaw('employees', 'NaN')), 400, 'malformed-json'),
  {
    input: 6,
    name: '-0 is kept as 0',
    run: async (tools) => {
      const answer = await tools.send('POST', customers, withRaw('employees', '-0'));
      tools.expect(answer, 201);
      must(answer.text.includes('"employees":0,') || answer.text.includes('"employees":0}'), answer.text);
    },
  },
  refused(7, 'NUL', post(withRaw('industry', '"\\u0000"')), 422, 'invalid-body', 'body.industry'),
  refused(8, 'half a surrogate pair', post(withRaw('industry', '"\\ud800"')), 422, 'invalid-body', 'body.industry'),
  refused(
    9,
    'broken UTF-8',
    post(bytes(Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]))),
    400,
    'malformed-json',
  ),
  refused(10, 'UTF-16', post(bytes(Buffer.from(json(person()), 'utf16le'))), 400, 'malformed-json'),
  refused(11, 'a byte order mark', post(text(`\ufeff${json(person())}`)), 400, 'malformed-json'),
  {
    input: 12,
    name: 'U+FEFF before a name comes back',
    run: async (tools) => {
      const name = '\ufeffAda';
      const created = await tools.create(customers, { kind: 'person', name });
      must(created['name'] === name, 'the name came back changed');
      const answer = await tools.send('GET', `${customers}/${String(created['id'])}`);
      must((answer.json as { name: string }).name === name, 'the name was kept changed');
    },
  },
  refused(
    13,
    '9007199254740993 as an id',
    post(withRaw('parentId', '9007199254740993')),
    422,
    'invalid-body',
    'body.parentId',
  ),
  refused(14, 'nothing', post(text('')), 400, 'malformed-json'),
  ...['null', '[]', '"x"', '0', 'true'].map((body) => refused(14, body, post(text(body)), 422, 'invalid-body', 'body')),
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''].map((type) =>
    refused(
      15,
      `media type ${type || 'none'}`,
      post({ ...text(json(person())), headers: { 'Content-Type': type } }),
      415,
      'unsupported-media-type',
    ),
  ),
  refused(
    17,
    'a gzip bomb',
    post({ ...bytes(gzipSync(new Uint8Array(20_000_000))), headers: { 'Content-Encoding': 'gzip' } }),
    415,
    'unsupported-media-type',
  ),
  refused(
    18,
    '64 KB and a byte',
    post({ body: { text: json(person()).padEnd(64 * 1024 + 1, ' ') } }),
    413,
    'body-too-large',
  ),
  {
    input: 18,
    name: '64 KB',
    run: async (tools) =>
      tools.expect(await tools.send('POST', customers, { body: { text: json(person()).padEnd(64 * 1024, ' ') } }), 201),
  },
  refused(18, '10 MB', post({ body: large(10_000_000) }), 413, 'body-too-large'),
  refused(
    19,
    'a million keys',
    post(text(`{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":1`).join(',')}}`)),
    413,
    'body-too-large',
  ),
  refused(
    19,
    '4,000 keys',
    post(text(`{${Array.from({ length: 4000 }, (_, index) => `"k${index}":1`).join(',')}}`)),
    422,
    'invalid-body',
  ),
  refused(0, 'an unknown field', post(text(json(person({ nmae: 'x' })))), 422, 'invalid-body', 'body.nmae'),
  refused(0, 'a field of the server', post(text(json(person({ version: 3 })))), 422, 'invalid-body', 'body.version'),
  refused(0, 'a wrong type', post(text(json(person({ employees: 'many' })))), 422, 'invalid-body', 'body.employees'),
  refused(
    0,
    'an amount without a currency',
    post(text(json(person({ annualRevenue: { minor: 5 } })))),
    422,
    'invalid-body',
    'body.annualRevenue.currency',
  ),
  {
    input: 0,
    name: 'two contacts with one id',
    run: async (tools) => {
      const body = { id: newId(), customerId: demo.customers.first, name: 'Ada' };
      tools.expect(await tools.json('POST', '/v1/contacts', body), 201);
      await tools.storesNothing(async () =>
        tools.expect(await tools.json('POST', '/v1/contacts', body), 409, 'already-exists', 'body.id'),
      );
    },
  },
  ...[11, -1, 5.5, '5', [5], { value: 5 }, true].map((recommend) =>
    refused(
      78,
      `${json(recommend)} on a scale from 0 to 10`,
      answering({ recommend }),
      422,
      'invalid-body',
      'body.answers.recommend',
    ),
  ),
  ...['2026-02-30', '275760-09-13', '0000-01-01', '2026-13-01', '20261121'].map((day) =>
    refused(79, `the day ${day}`, post(text(json(person({ foundedOn: day })))), 422, 'invalid-body', 'body.foundedOn'),
  ),
  ...[
    '2026-03-29T02:30:00',
    '2026-03-29T02:30:00[Europe/Zurich]',
    '2026-03-29T02:30:00+01:00',
    '275760-09-13T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    `2026-01-01T00:00:00.${'1'.repeat(40_000)}Z`,
  ].map((at) =>
    refused(
      79,
      `the instant ${at.slice(0, 40)}`,
      visit({ plannedStart: at }),
      422,
      'invalid-body',
      'body.plannedStart',
    ),
  ),
  ...[
    { latitude: 91, longitude: 0 },
    { latitude: 0, longitude: 181 },
    { latitude: 'NaN', longitude: 0 },
    { latitude: null, longitude: 0 },
  ].map((position) =>
    refused(
      80,
      `the position ${json(position)}`,
      post(text(json(person({ site: { position } })))),
      422,
      'invalid-body',
      position.longitude === 181 ? 'body.site.position.longitude' : 'body.site.position.latitude',
    ),
  ),
  refused(
    80,
    'the position "47,37"',
    post(text(json(person({ site: { position: '47,37' } })))),
    422,
    'invalid-body',
    'body.site.position',
  ),
];
