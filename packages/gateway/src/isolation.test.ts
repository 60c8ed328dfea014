import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resources, routes, type OtherRouteName, type ResourceName } from '@liaise/core/api';
import type { ChangeEvent } from '@liaise/core/api/events';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import type { StoredName } from './store/store.ts';
import { openTestGateway, type TestAnswer, type TestGateway } from './test-gateway.ts';

/** In every text of the victim, so that any trace of it is found in any answer. */
const mark = 'zzyzx';
const mail = 'secret@zzyzx.example';
const phone = '+49 30 7777 7777';
const externalRef = 'zoho:Accounts/zzyzx';
const content = new TextEncoder().encode(`${mark} file`);

type Name = StoredName;
const later = '2026-12-01T09:00:00Z';
const definition = { id: 'walls', version: 1, language: 'en', questions: [{ id: 'q', type: 'nps', title: 'How?' }] };

/** The customer of another rep, with a record of every kind. */
interface Victim {
  customer: string;
  ids: Map<Name, string>;
  survey: string;
}

/** What each resource's record of the victim is. Those that belong to nobody's customer are open to a tenant's staff. */
const bodies: Record<ResourceName, ((victim: Victim) => Record<string, unknown>) | 'open to the tenant'> = {
  customers: () => ({
    kind: 'organization',
    name: `${mark} Ltd`,
    tier: 'top',
    externalRefs: [externalRef],
    channels: [
      { kind: 'email', value: mail },
      { kind: 'phone', value: phone },
    ],
  }),
  contacts: ({ customer }) => ({ customerId: customer, name: mark }),
  relations: ({ customer }) => ({
    customerId: customer,
    from: { kind: 'customer', id: customer },
    to: { kind: 'customer', id: customer },
    kind: 'other',
    note: mark,
  }),
  visits: ({ customer }) => ({ customerId: customer, type: 'service', purpose: mark, plannedStart: later }),
  interactions: ({ customer }) => ({ customerId: customer, kind: 'call', at: later, text: mark }),
  tasks: () => ({ title: mark }),
  purchases: ({ customer }) => ({
    customerId: customer,
    at: later,
    amount: { minor: 1, currency: 'EUR' },
    description: mark,
  }),
  opportunities: ({ customer }) => ({ customerId: customer, name: mark }),
  cases: ({ customer }) => ({ customerId: customer, kind: 'complaint', title: mark }),
  approvals: () => ({ kind: 'gift', title: mark }),
  notes: ({ customer }) => ({ customerId: customer, text: mark }),
  goals: ({ customer }) => ({
    kpi: 'nps',
    subject: `customer:${customer}`,
    period: '2026',
    target: 0.5,
    wording: `${mark} in words`,
  }),
  'check-ins': ({ ids }) => ({ goalId: ids.get('goals'), at: later, confidence: 'at-risk', note: mark }),
  reviews: () => ({ repId: demo.reps[5], period: '2026', kind: 'self', ratings: [], text: mark }),
  assignments: ({ customer }) => ({ customerId: customer, repId: demo.reps[6], role: 'co-owner', why: mark }),
  files: ({ customer }) => ({
    customerId: customer,
    name: `${mark}.txt`,
    type: 'text/plain',
    size: content.byteLength,
    sha256: createHash('sha256').update(content).digest('hex'),
  }),
  'customer-reviews': ({ customer }) => ({
    customerId: customer,
    period: '2026-Q4',
    recommendation: 'visit',
    text: mark,
  }),
  invitations: ({ customer, survey }) => ({ surveyId: survey, customerId: customer }),
  reps: 'open to the tenant',
  'scorecard-models': 'open to the tenant',
  recognitions: 'open to the tenant',
  'kpi-definitions': 'open to the tenant',
  teams: 'open to the tenant',
  products: 'open to the tenant',
  surveys: 'open to the tenant',
  distributions: 'open to the tenant',
};

const leadersOnly = new Set<Name>(['goals', 'check-ins', 'assignments']);
/** Records without a customer, which are their owner's alone. */
const ownersOnly = new Set<Name>(['tasks', 'approvals', 'reviews']);

interface Attempt {
  method: string;
  path: string;
  body?: unknown;
  raw?: Uint8Array<ArrayBuffer>;
  /** What the answer must be beside telling nothing. */
  check?: (answer: TestAnswer<Record<string, unknown>>) => void;
}

const get = (path: string): Attempt => ({ method: 'GET', path });
const encoded = (text: string) => encodeURIComponent(text);
const idOf = (victim: Victim, name: Name): string => victim.ids.get(name) ?? '';

/** What a patch of each resource says. */
const patch = { note: mark, name: mark, title: mark, text: mark, status: 'done' };
const refused = ({ status, text }: TestAnswer<unknown>) =>
  expect([status >= 400 && status < 500, text]).toEqual([true, text]);

function commonAttempts(
  name: ResourceName,
  victim: Victim,
): Record<'list' | 'read' | 'create' | 'change' | 'remove', Attempt[]> {
  const body = bodies[name];
  const id = idOf(victim, name);
  const path = `/v1/${name}`;
  const shape = resources[name].list.query?._zod.def.shape ?? {};
  const filters: Record<string, string> = {
    customerId: victim.customer,
    externalRef,
    search: mark,
    repId: demo.reps[5],
    ownerId: demo.reps[5],
    subject: `customer:${victim.customer}`,
    surveyId: victim.survey,
  };
  const lists = [`${path}?limit=500`];
  for (const [filter, value] of Object.entries(filters))
    if (filter in shape) lists.push(`${path}?${filter}=${encoded(value)}`);
  if ('customerId' in shape)
    for (const one of [mail, phone, externalRef]) lists.push(`${path}?customerId=${encoded(one)}`);
  const list = lists.map(get);
  if (body === 'open to the tenant') return { list, read: [], create: [], change: [], remove: [] };
  const names = name === 'customers' ? [id, externalRef, mail, phone] : [id];
  const made = { id: newId(), ...body(victim) };
  return {
    list,
    read: names.map((one) => ({ ...get(`${path}/${encoded(one)}`), check: refused })),
    create:
      'customerId' in made
        ? [victim.customer, mail, phone, externalRef].map((customerId) => ({
            method: 'POST',
            path,
            body: { ...made, id: newId(), customerId },
            check: refused,
          }))
        : name === 'goals'
          ? [{ method: 'POST', path, body: { ...made, id: newId(), period: '2027' }, check: refused }]
          : name === 'check-ins' || name === 'reviews'
            ? [{ method: 'POST', path, body: { ...made, id: newId() }, check: refused }]
            : name === 'customers'
              ? [
                  {
                    method: 'POST',
                    path,
                    body: { id: newId(), kind: 'person', name: 'Mine', parentId: victim.customer },
                    check: refused,
                  },
                ]
              : [],
    change: names.map((one) => ({
      method: 'PATCH',
      path: `${path}/${encoded(one)}`,
      body: changeOf(name),
      check: refused,
    })),
    remove: names.map((one) => ({ method: 'DELETE', path: `${path}/${encoded(one)}`, check: refused })),
  };
}

/** A change that the resource's schema takes. */
function changeOf(name: ResourceName): Record<string, unknown> {
  const shape = resources[name].change.body?._zod.def.shape ?? {};
  const found = Object.entries(patch).find(([field]) => field in shape);
  return found ? { [found[0]]: found[1] } : {};
}

/** What is tried through each of the other routes. A route without an entry is a type error, and fails below. */
const otherAttempts: Record<OtherRouteName, (victim: Victim) => Attempt[]> = {
  'customers.card': ({ customer }) =>
    [customer, mail, phone, externalRef].map((one) => ({
      ...get(`/v1/customers/${encoded(one)}/card`),
      check: refused,
    })),
  'customers.history': ({ customer }) => [{ ...get(`/v1/customers/${customer}/history`), check: refused }],
  'visits.move': (victim) => [
    { method: 'POST', path: `/v1/visits/${idOf(victim, 'visits')}/moves`, body: { move: 'check-in' }, check: refused },
  ],
  'files.write-content': (victim) => [
    { method: 'PUT', path: `/v1/files/${idOf(victim, 'files')}/content`, raw: content, check: refused },
  ],
  'files.read-content': (victim) => [{ ...get(`/v1/files/${idOf(victim, 'files')}/content`), check: refused }],
  'kpis.read': ({ customer }) =>
    [`customer:${customer}`, `customer:${mail}`, `rep:${demo.reps[5]}`, `team:${demo.teams.east}`].map((subject) => ({
      ...get(`/v1/kpis?kpi=new-customers&subject=${encoded(subject)}&period=2026`),
      check: refused,
    })),
  'kpis.sign': ({ customer }) =>
    [`customer:${customer}`, `rep:${demo.reps[5]}`].map((subject) => ({
      method: 'POST',
      path: '/v1/kpis/signatures',
      body: { kpi: 'nps', subject, period: '2026' },
      check: refused,
    })),
  'kpis.draw': ({ customer }) => [
    {
      ...get(`/v1/kpis/nps.svg?subject=customer:${customer}&period=2026&signature=demo.${'A'.repeat(22)}`),
      check: refused,
    },
  ],
  'kpis.catalogue': () => [get('/v1/kpis/catalogue')],
  'kpis.sources': ({ customer }) =>
    [`customer:${customer}`, `customer:${mail}`, `rep:${demo.reps[5]}`, `team:${demo.teams.east}`].map((subject) => ({
      ...get(`/v1/kpis/sources?kpi=tier-upgrades&subject=${encoded(subject)}&period=2026`),
      check: refused,
    })),
  'value.pyramid': () =>
    [`rep:${demo.reps[5]}`, `team:${demo.teams.east}`].map((subject) => ({
      ...get(`/v1/value/pyramid?subject=${encoded(subject)}`),
      check: refused,
    })),
  'value.customers': () =>
    [`rep:${demo.reps[5]}`, `team:${demo.teams.east}`].map((subject) => ({
      ...get(`/v1/value/customers?subject=${encoded(subject)}`),
      check: refused,
    })),
  'settings.read': () => [get('/v1/settings')],
  'settings.change': () => [],
  'tier-changes.list': ({ customer }) =>
    ['limit=500', `customerId=${customer}`, `customerId=${encoded(mail)}`].map((query) =>
      get(`/v1/tier-changes?${query}`),
    ),
  'tier-changes.read': (victim) => [{ ...get(`/v1/tier-changes/${idOf(victim, 'tier-changes')}`), check: refused }],
  'responses.list': ({ customer, survey }) =>
    [
      'limit=500',
      `customerId=${customer}`,
      `customerId=${encoded(mail)}`,
      `repId=${demo.reps[5]}`,
      `surveyId=${survey}`,
    ].map((query) => get(`/v1/responses?${query}`)),
  'responses.read': (victim) => [{ ...get(`/v1/responses/${idOf(victim, 'responses')}`), check: refused }],
  'responses.create': ({ customer, survey }) => [
    {
      method: 'POST',
      path: '/v1/responses',
      body: { id: newId(), surveyId: survey, customerId: customer, answers: { q: 1 }, source: 'phone' },
      check: refused,
    },
  ],
  'surveys.results': ({ survey }) => [
    {
      ...get(`/v1/surveys/${survey}/results`),
      check: ({ status, body }) => {
        if (status === 200) expect(body).toMatchObject({ responses: 0, invitations: 0 });
      },
    },
  ],
  'surveys.comments': ({ survey }) => [
    {
      ...get(`/v1/surveys/${survey}/comments`),
      check: ({ status, body }) => {
        if (status === 200) expect(body).toEqual({ items: [], next: null });
      },
    },
  ],
  'surveys.results-csv': ({ survey }) => [
    {
      ...get(`/v1/surveys/${survey}/results.csv`),
      check: ({ status, text }) => {
        if (status === 200) expect(text.trim().split('\r\n')).toHaveLength(1);
      },
    },
  ],
  'surveys.open-session': ({ customer, survey }) => [
    { method: 'POST', path: `/v1/surveys/${survey}/sessions`, body: { customerId: customer }, check: refused },
    { method: 'POST', path: `/v1/surveys/${survey}/sessions`, body: { customerId: mail }, check: refused },
  ],
  'customers.deferrals': ({ customer }) => [{ ...get(`/v1/customers/${customer}/deferrals`), check: refused }],
  'customers.defer': ({ customer }) => [
    { method: 'POST', path: `/v1/customers/${customer}/deferrals`, body: { never: true }, check: refused },
  ],
  'customers.undefer': ({ customer }) => [
    { method: 'DELETE', path: `/v1/customers/${customer}/deferrals`, check: refused },
  ],
  'invitations.link': (victim) => [
    { method: 'POST', path: `/v1/invitations/${idOf(victim, 'invitations')}/link`, body: {}, check: refused },
  ],
  'invitations.send': (victim) => [
    {
      method: 'POST',
      path: `/v1/invitations/${idOf(victim, 'invitations')}/send`,
      body: { channel: 'email' },
      check: refused,
    },
  ],
  'session.defer': () => [
    { method: 'POST', path: `/v1/s/demo.${'A'.repeat(22)}/deferral`, body: { never: true }, check: refused },
  ],
  'session.withdraw': () => [
    { method: 'POST', path: `/v1/s/demo.${'A'.repeat(22)}/withdrawal`, body: {}, check: refused },
  ],
  'session.share': () => [{ method: 'POST', path: `/v1/s/demo.${'A'.repeat(22)}/sessions`, body: {}, check: refused }],
  'receipts.read': () => [
    { method: 'POST', path: '/v1/receipts', body: { receipt: `demo.${'A'.repeat(22)}` }, check: refused },
  ],
  'receipts.withdraw': () => [
    {
      method: 'POST',
      path: '/v1/receipts/withdrawals',
      body: { receipt: `nowhere.${'A'.repeat(22)}` },
      check: refused,
    },
  ],
  // A survey is the company's: every leader may make links of it, which name no customer.
  'survey-links.list': ({ survey }) => [
    {
      ...get(`/v1/surveys/${survey}/links`),
      check: ({ status, body }) => {
        if (status === 200) expect(body).toEqual({ items: [] });
      },
    },
  ],
  'survey-links.create': ({ survey, customer }) => [
    {
      method: 'POST',
      path: `/v1/surveys/${survey}/links`,
      body: { id: newId(), customerId: customer },
      check: refused,
    },
  ],
  'survey-links.revoke': ({ survey }) => [
    { method: 'DELETE', path: `/v1/surveys/${survey}/links/${newId()}`, check: refused },
  ],
  'session.read': () => [{ ...get(`/v1/s/demo.${'A'.repeat(22)}`), check: refused }],
  'session.answer': () => [
    {
      method: 'PUT',
      path: `/v1/s/demo.${'A'.repeat(22)}/response`,
      body: { answers: {}, final: false },
      check: refused,
    },
  ],
  'session.attach': () => [
    {
      method: 'POST',
      path: `/v1/s/demo.${'A'.repeat(22)}/files`,
      body: { id: newId(), question: 'q', name: 'f.txt', content: 'eA==' },
      check: refused,
    },
  ],
  'responses.read-file': (victim) => [
    { ...get(`/v1/responses/${idOf(victim, 'responses')}/files/${newId()}`), check: refused },
  ],
  batch: (victim) => {
    const reads = [...Object.keys(resources)].flatMap((name) => {
      const { list, read } = commonAttempts(name as ResourceName, victim);
      return [...list, ...read];
    });
    const others = (
      [
        'customers.card',
        'customers.history',
        'kpis.read',
        'kpis.sources',
        'value.pyramid',
        'value.customers',
        'tier-changes.list',
        'tier-changes.read',
        'responses.list',
        'responses.read',
      ] as const
    ).flatMap((name) => otherAttempts[name](victim));
    const tried = [...reads, ...others];
    const check: Attempt['check'] = ({ status, body }) => {
      expect(status).toBe(200);
      const answers = body['responses'] as { status: number; body: Record<string, unknown> }[];
      tried.forEach((attempt, index) => {
        const one = answers[index];
        if (one) attempt.check?.({ ...one, text: JSON.stringify(one.body), headers: new Headers() });
      });
    };
    return [{ method: 'POST', path: '/v1/batch', body: { requests: tried.map(({ path }) => ({ path })) }, check }];
  },
  reconcile: (victim) =>
    (
      [
        'customers',
        'visits',
        'interactions',
        'tasks',
        'notes',
        'files',
        'cases',
        'opportunities',
        'contacts',
        'purchases',
      ] as const
    ).map((resource) => ({
      method: 'POST',
      path: '/v1/reconcile',
      body: { resource, ids: [idOf(victim, resource)] },
      check: ({ body }) => expect(body).toEqual({ held: [], missing: [idOf(victim, resource)] }),
    })),
  'events.read': () => [],
  'subjects.export': ({ customer, ids }) =>
    [customer, ids.get('contacts') ?? ''].map((id) => ({ ...get(`/v1/subjects/${id}/export`), check: refused })),
  'subjects.erase': ({ customer, ids }) =>
    [customer, ids.get('contacts') ?? ''].map((id) => ({
      method: 'POST',
      path: `/v1/subjects/${id}/erase`,
      body: {},
      check: refused,
    })),
  'me.read': () => [get('/v1/me')],
  'scorecards.read': () =>
    [`rep:${demo.reps[5]}`, `team:${demo.teams.east}`].map((subject) => ({
      ...get(`/v1/scorecards?subject=${encoded(subject)}&period=2026`),
      check: refused,
    })),
  'leaderboards.read': () =>
    ['kpi=nps&', 'model=service&', ''].map((by) => ({
      ...get(`/v1/leaderboards?${by}team=${demo.teams.east}&period=2026`),
      check: refused,
    })),
};

/** Everything that is tried through a route, by the route's name. */
function attemptsOf(route: string, victim: Victim): Attempt[] | undefined {
  if (Object.hasOwn(otherAttempts, route)) return otherAttempts[route as OtherRouteName](victim);
  const [name = '', action = ''] = route.split('.');
  if (!Object.hasOwn(bodies, name)) return undefined;
  const attempts: Partial<Record<string, Attempt[]>> = commonAttempts(name as ResourceName, victim);
  return attempts[action];
}

let t: TestGateway;
let victim: Victim;
let own: string;
const attackers = new Map<string, string>();
/** The victim's records as those who may see them do, before anything was tried. */
let before: string[];

const owner = () => t.token('rep', { rep: demo.reps[5] });
const leader = () => t.token('manager', { rep: demo.managers.east });

async function snapshot(): Promise<string[]> {
  const texts: string[] = [];
  for (const [name, id] of victim.ids) {
    texts.push(
      (await t.send('GET', `/v1/${name}/${id}`, { token: ownersOnly.has(name) ? await owner() : await leader() })).text,
    );
  }
  return texts;
}

beforeAll(async () => {
  t = await openTestGateway();
  victim = { customer: newId(), ids: new Map(), survey: newId() };
  const survey = { id: victim.survey, name: 'Walls', definition, status: 'open', access: 'open' };
  expect((await t.send('POST', '/v1/surveys', { body: survey, token: await leader() })).status).toBe(201);
  for (const name of Object.keys(bodies) as ResourceName[]) {
    const body = bodies[name];
    if (body === 'open to the tenant') continue;
    const id = name === 'customers' ? victim.customer : newId();
    const made = await t.send('POST', `/v1/${name}`, {
      body: { id, ...body(victim) },
      token: leadersOnly.has(name) ? await leader() : await owner(),
    });
    expect([name, made.status, made.text]).toEqual([name, 201, made.text]);
    victim.ids.set(name, id);
  }
  const response = {
    id: newId(),
    surveyId: victim.survey,
    customerId: victim.customer,
    answers: { q: 3 },
    source: 'phone',
  };
  expect((await t.send('POST', '/v1/responses', { body: response, token: await owner() })).status).toBe(201);
  victim.ids.set('responses', response.id);
  const moves = await t.send<{ items: { id: string }[] }>('GET', `/v1/tier-changes?customerId=${victim.customer}`, {
    token: await owner(),
  });
  victim.ids.set('tier-changes', moves.body.items[0]?.id ?? '');
  const file = `/v1/files/${idOf(victim, 'files')}/content`;
  const type = { 'content-type': 'application/octet-stream' };
  expect((await t.send('PUT', file, { raw: content, headers: type, token: await owner() })).status).toBe(200);

  own = newId();
  const ownBody = { id: own, kind: 'person', name: 'Mine' };
  await t.send('POST', '/v1/customers', { body: ownBody, token: await t.token('rep', { rep: demo.reps[1] }) });
  attackers.set('another rep', await t.token('rep', { rep: demo.reps[1] }));
  attackers.set("another team's manager", await t.token('manager', { rep: demo.managers.north }));
  attackers.set("another tenant's admin", await t.token('admin', { tenant: 'other' }));
  before = await snapshot();
});
afterAll(() => t.close());

const traces = () => [mark, victim.customer, ...victim.ids.values()];

describe.each(['another rep', "another team's manager", "another tenant's admin"])('%s', (attacker) => {
  it.each(routes.map(({ name }) => name))('learns and changes nothing by %s', async (route) => {
    const attempts = attemptsOf(route, victim);
    if (!attempts) throw new Error(`The route ${route} has no rule here: say how it is tried.`);
    const token = attackers.get(attacker) ?? '';
    for (const { method, path, body, raw, check } of attempts) {
      const answer = await t.send(method, path, {
        token,
        ...(body === undefined ? {} : { body }),
        ...(raw === undefined ? {} : { raw, headers: { 'content-type': 'application/octet-stream' } }),
      });
      expect([path, answer.status < 500]).toEqual([path, true]);
      const told = traces().filter((trace) => answer.text.includes(trace));
      if (route !== 'reconcile') expect([method, path, told]).toEqual([method, path, []]);
      check?.(answer);
    }
  });

  it('is told by no event', async () => {
    const tenant = attacker === "another tenant's admin" ? 'other' : 'demo';
    const stop = new AbortController();
    const headers = { Authorization: `Bearer ${attackers.get(attacker) ?? ''}` };
    const response = await t.gateway.fetch(new Request('http://localhost/v1/events', { headers, signal: stop.signal }));
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (const name of ['notes', 'visits', 'cases', 'tasks'] as const) {
      const body = bodies[name];
      if (body === 'open to the tenant') continue;
      const id = newId();
      await t.send('POST', `/v1/${name}`, { body: { id, ...body(victim) }, token: await owner() });
      await t.send('PATCH', `/v1/${name}/${id}`, { body: changeOf(name), token: await owner() });
      const removed = await t.send('DELETE', `/v1/${name}/${id}`, {
        token: name === 'cases' ? await leader() : await owner(),
      });
      expect(removed.status).toBe(204);
    }
    // Something that the listener may be told of, so that what came before it has been told too.
    const last = newId();
    await t.send('POST', '/v1/teams', { body: { id: last, name: 'South' }, token: await t.token('admin', { tenant }) });
    let text = '';
    while (!text.includes(last)) text += (await reader?.read())?.value ?? '';
    const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as ChangeEvent);
    expect(events.filter(({ customerId }) => customerId === victim.customer)).toEqual([]);
    expect(events.map(({ resource }) => resource)).toEqual(['teams']);
    stop.abort();
  });
});

describe('those whose it is', () => {
  it('still find everything as it was', async () => {
    expect(await snapshot()).toEqual(before);
    for (const text of before) expect(text).toContain('"version":');
  });

  it('see it by the same routes', async () => {
    const token = await owner();
    expect((await t.send('GET', `/v1/customers/${encoded(mail)}/card`, { token })).text).toContain(mark);
    expect((await t.send('GET', `/v1/customers?search=${mark}`, { token })).text).toContain(victim.customer);
    expect(
      (await t.send('GET', `/v1/files/${idOf(victim, 'files')}/content`, { token })).headers.get('content-disposition'),
    ).toContain('attachment');
  });

  it('are exported and erased by an admin, every trace of them', async () => {
    const token = await t.token('admin');
    const exported = await t.send<{ records: Record<string, unknown[]> }>(
      'GET',
      `/v1/subjects/${victim.customer}/export`,
      { token },
    );
    expect(Object.keys(exported.body.records)).toEqual(
      expect.arrayContaining(['customers', 'contacts', 'visits', 'notes', 'responses', 'history']),
    );
    const erased = await t.send('POST', `/v1/subjects/${victim.customer}/erase`, { body: {}, token });
    expect(erased.status, erased.text).toBe(200);
    expect((await t.send('GET', `/v1/customers/${victim.customer}`, { token })).status).toBe(404);
    expect((await t.send('GET', `/v1/customers/${encoded(mail)}`, { token })).status).toBe(404);
  });
});
