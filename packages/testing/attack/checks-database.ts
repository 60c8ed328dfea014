import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { must, refused, type Check } from './checks.ts';

const customers = '/v1/customers';
const list = (query: string) => ['GET', `${customers}?${query}`] as const;
const injections = [
  "' or 1=1--",
  "'; drop table customers;--",
  "1' union select name from tenants--",
  "\\'; select pg_sleep(10)--",
  "x'; reset role; select * from customers--",
  '$$;select 1;$$',
];

interface Page {
  items: { id: string }[];
  next: string | null;
}

/** Queries, cursors, tenants and keys: 41 to 50 of the list. */
export const databaseChecks: readonly Check[] = [
  ...injections.map((text): Check => ({
    input: 41,
    name: `a search for ${text}`,
    run: async (tools) => {
      const answer = await tools.send('GET', `${customers}?search=${encodeURIComponent(text)}`);
      tools.expect(answer, 200);
      must((answer.json as Page).items.length === 0, 'an injection found customers');
    },
  })),
  ...injections.map((text) =>
    refused(
      41,
      `the cursor ${text}`,
      list(`cursor=${encodeURIComponent(text)}`),
      400,
      'invalid-cursor',
      'query.cursor',
    ),
  ),
  ...injections.map((text) =>
    refused(
      41,
      `the filter ${text}`,
      list(`parentId=${encodeURIComponent(text)}`),
      400,
      'invalid-query',
      'query.parentId',
    ),
  ),
  refused(42, 'sort=password', list('sort=password'), 400, 'invalid-query', 'query.sort'),
  refused(42, 'sort=id;drop', list('sort=id%3Bdrop'), 400, 'invalid-query', 'query.sort'),
  {
    input: 43,
    name: 'a cursor changed in any one character',
    run: async (tools) => {
      const cursor = tools.target.place('cursor customers.list');
      for (let at = 0; at < cursor.length; at++) {
        const other = cursor[at] === 'x' ? 'y' : 'x';
        const changed = cursor.slice(0, at) + other + cursor.slice(at + 1);
        tools.expect(
          await tools.send('GET', `${customers}?limit=2&cursor=${changed}`),
          400,
          'invalid-cursor',
          'query.cursor',
        );
      }
      tools.expect(await tools.send('GET', `${customers}?limit=2&cursor=${cursor}`), 200);
    },
  },
  refused(
    43,
    'a cursor of another query',
    list('stage=grow&cursor=«cursor customers.list»'),
    400,
    'invalid-cursor',
    'query.cursor',
  ),
  refused(
    43,
    'a cursor of another list',
    ['GET', '/v1/contacts?limit=2&cursor=«cursor customers.list»'],
    400,
    'invalid-cursor',
    'query.cursor',
  ),
  refused(
    43,
    'a cursor of another caller',
    ['GET', `${customers}?limit=2&cursor=«cursor customers.list»`, { as: 'rep' }],
    400,
    'invalid-cursor',
    'query.cursor',
  ),
  refused(
    43,
    'a cursor of another tenant',
    list('limit=2&cursor=«foreign cursor»'),
    400,
    'invalid-cursor',
    'query.cursor',
  ),
  ...['%_%'.repeat(50), '%', '_', '(a+)+$', '\\'].map((text): Check => ({
    input: text.startsWith('(') ? 45 : 44,
    name: `a search for ${text.slice(0, 12)} finds nothing and is quick`,
    run: async (tools) => {
      const answer = await tools.send('GET', `${customers}?search=${encodeURIComponent(text)}`);
      tools.expect(answer, 200);
      must((answer.json as Page).items.length === 0, 'a wildcard found customers');
    },
  })),
  ...['-1', '0', '501', '1e9', '1;', '\u0661\u0662', '', ' 5', '5 ', '0x10', 'NaN'].map((limit) =>
    refused(46, `limit=${limit}`, list(`limit=${encodeURIComponent(limit)}`), 400, 'invalid-query', 'query.limit'),
  ),
  {
    input: 47,
    name: 'no injection reaches the role',
    run: async (tools) => {
      for (const text of injections) {
        const search = encodeURIComponent(text);
        await tools.send('GET', `${customers}?search=${search}`, { as: 'rep' });
        await tools.send('GET', `${customers}/${search}`, { as: 'rep' });
        await tools.send('GET', `/v1/surveys/${search}`, { as: 'rep' });
      }
      const answer = await tools.send('GET', `/v1/teams?limit=500`, { as: 'rep' });
      tools.expect(answer, 200);
      must((answer.json as Page).items.length === 2, 'a rep sees teams that are not of its tenant');
    },
  },
  {
    input: 48,
    name: 'each record of the other tenant is not there, by every way to name one',
    run: async (tools) => {
      const body = {
        requests: tools.target.foreignIds.flatMap((id) =>
          ['customers', 'contacts', 'visits', 'reps', 'surveys', 'responses'].map((name) => ({
            path: `/v1/${name}/${id}`,
          })),
        ),
      };
      const answer = await tools.json('POST', '/v1/batch', body);
      tools.expect(answer, 200);
      const { responses } = answer.json as { responses: { status: number }[] };
      must(
        responses.every(({ status }) => status === 404),
        'a batch reads of the other tenant',
      );
      for (const resource of ['customers', 'contacts', 'visits', 'notes']) {
        const held = await tools.json('POST', '/v1/reconcile', { resource, ids: [...tools.target.foreignIds] });
        tools.expect(held, 200);
        must((held.json as { held: string[] }).held.length === 0, 'a reconciliation holds of the other tenant');
      }
    },
  },
  {
    input: 49,
    name: 'a connection that saw an error carries no tenant on',
    run: async (tools) => {
      const all = Array.from({ length: 60 }, (_, index) =>
        index % 3 === 0
          ? tools.send('GET', '/v1/teams', { as: 'foreign' })
          : index % 3 === 1
            ? tools.json('POST', '/v1/contacts', { id: newId(), customerId: newId(), name: 'x' })
            : tools.send('GET', '/v1/teams', { as: 'rep' }),
      );
      const answers = await Promise.all(all);
      const seen = answers
        .filter((_, index) => index % 3 === 2)
        .map(({ json }) =>
          (json as Page).items
            .map(({ id }) => id)
            .sort()
            .join(),
        );
      const wanted = [demo.teams.north, demo.teams.east].sort().join();
      must(
        seen.every((ids) => ids === wanted),
        'a rep was shown other teams than those of its tenant',
      );
    },
  },
  {
    input: 50,
    name: 'an idempotency key with another body, and the same key in another tenant',
    run: async (tools) => {
      const key = newId();
      const headers = { 'Idempotency-Key': key };
      const body = { id: newId(), kind: 'person', name: 'Once' };
      tools.expect(await tools.json('POST', customers, body, { headers }), 201);
      const again = await tools.json('POST', customers, body, { headers });
      tools.expect(again, 201);
      must(again.headers.get('idempotency-replayed') === 'true', 'the second was not told as a repetition');
      await tools.storesNothing(async () =>
        tools.expect(
          await tools.json('POST', customers, { ...body, name: 'Twice' }, { headers }),
          422,
          'idempotency-key-reused',
        ),
      );
      const other = await tools.json('POST', customers, { ...body, id: newId() }, { headers, as: 'foreign' });
      tools.expect(other, 201);
      must(other.headers.get('idempotency-replayed') === null, 'a key met the one of another tenant');
      tools.expect(await tools.json('POST', customers, { ...body, id: newId() }, { headers, as: 'service' }), 201);
    },
  },
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__proto__[x]'].map((name) =>
    refused(0, `the unknown parameter ${name}`, list(`${name}=1`), 400, 'invalid-query'),
  ),
  refused(
    0,
    'a write without an idempotency key',
    ['POST', customers, { body: { text: '{}' }, headers: { 'Idempotency-Key': '' } }],
    400,
  ),
  ...['', ' ', 'a b', '\u00e9', 'x'.repeat(256)].map((key) =>
    refused(
      0,
      `the idempotency key "${key.slice(0, 10)}"`,
      ['POST', customers, { body: { text: '{}' }, headers: { 'Idempotency-Key': key } }],
      400,
      'invalid-idempotency-key',
    ),
  ),
];
