import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import * as records from './index.ts';

const id = '01930b5e-7c00-7000-8000-000000000001';
const amount = { minor: 1250, currency: 'EUR' };
const definition = { id: 'after-visit', version: 1, language: 'en', questions: [{ id: 'recommend', type: 'nps' }] };
const party = { kind: 'customer', id };

/** Each record's schemas with its smallest body and one optional field to clear. */
const kinds = [
  ['approval', records.approvalCreate, records.approvalChange, { kind: 'gift', title: 'Tea' }, 'amount'],
  ['assignment', records.assignmentCreate, records.assignmentChange, { customerId: id, repId: id }, 'to'],
  ['case', records.caseCreate, records.caseChange, { customerId: id, kind: 'praise', title: 'Thanks' }, 'ownerId'],
  [
    'check-in',
    records.checkInCreate,
    records.checkInChange,
    { goalId: id, at: '2026-11-21T09:00:00Z', confidence: 'at-risk' },
    'note',
  ],
  ['contact', records.contactCreate, records.contactChange, { customerId: id, name: 'Ada' }, 'influence'],
  ['customer', records.customerCreate, records.customerChange, { kind: 'person', name: 'Ada' }, 'tier'],
  [
    'distribution',
    records.distributionCreate,
    records.distributionChange,
    { name: 'Each quarter', surveyId: id, trigger: { on: 'quarter' } },
    'audience',
  ],
  [
    'file',
    records.fileCreate,
    records.fileChange,
    { customerId: id, name: 'a.jpg', type: 'image/jpeg', size: 1, sha256: 'a'.repeat(64) },
    'subject',
  ],
  [
    'goal',
    records.goalCreate,
    records.goalChange,
    { kpi: 'nps', subject: 'tenant', period: '2026-Q4', target: 0.4 },
    'warn',
  ],
  [
    'interaction',
    records.interactionCreate,
    records.interactionChange,
    { customerId: id, kind: 'call', at: '2026-11-21T09:00:00Z' },
    'minutes',
  ],
  ['invitation', records.invitationCreate, records.invitationChange, { surveyId: id, customerId: id }, 'expiresAt'],
  ['note', records.noteCreate, records.noteChange, { customerId: id, text: 'Likes tea' }, 'mentions'],
  ['opportunity', records.opportunityCreate, records.opportunityChange, { customerId: id }, 'amount'],
  ['product', records.productCreate, records.productChange, { name: 'Tea' }, 'price'],
  [
    'purchase',
    records.purchaseCreate,
    records.purchaseChange,
    { customerId: id, at: '2026-11-21T09:00:00Z', amount },
    'quantity',
  ],
  [
    'relation',
    records.relationCreate,
    records.relationChange,
    { customerId: id, from: party, to: party, kind: 'friend' },
    'since',
  ],
  [
    'recognition',
    records.recognitionCreate,
    records.recognitionChange,
    { repId: id, text: 'Thanks', at: '2026-11-21T09:00:00Z' },
    'kpi',
  ],
  ['rep', records.repCreate, records.repChange, { name: 'Ada', teamId: id }, 'capacity'],
  [
    'review',
    records.reviewCreate,
    records.reviewChange,
    { repId: id, period: '2026-Q4', kind: 'self', ratings: [] },
    'text',
  ],
  [
    'scorecard model',
    records.scorecardModelCreate,
    records.scorecardModelChange,
    { model: 'service', edition: 1, from: '2026-11-21', weights: [{ kpi: 'nps', weight: 1 }] },
    'bonus',
  ],
  ['survey', records.surveyCreate, records.surveyChange, { name: 'After a visit', definition }, 'closesAt'],
  ['task', records.taskCreate, records.taskChange, { title: 'Call' }, 'dueOn'],
  ['team', records.teamCreate, records.teamChange, { name: 'North' }, 'managerId'],
  ['visit', records.visitCreate, records.visitChange, { customerId: id, type: 'service' }, 'plannedStart'],
] as const;

/** The fields that a refusal names: dotted paths, and the unknown keys at theirs. */
function named(schema: z.ZodMiniType, value: unknown): string[] {
  const result = z.safeParse(schema, value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) =>
    (issue.code === 'unrecognized_keys' ? issue.keys : [undefined]).map((key) =>
      [...issue.path, ...(key === undefined ? [] : [key])].join('.'),
    ),
  );
}

describe.each(kinds)('%s', (_, create, change, smallest, optional) => {
  it('takes the smallest body and fills what was left out', () => {
    expect(named(create, { id, ...smallest })).toEqual([]);
    expect(z.parse(create, { id, ...smallest })).toMatchObject(smallest);
  });

  it('names each required field that is missing', () => {
    for (const field of ['id', ...Object.keys(smallest)]) {
      const body: Record<string, unknown> = { id, ...smallest };
      delete body[field];
      expect(named(create, body)).toEqual([field]);
    }
  });

  it('refuses and names an unknown field, in the whole record and in a patch', () => {
    expect(named(create, { id, ...smallest, colour: 'red' })).toEqual(['colour']);
    expect(named(change, { colour: 'red' })).toEqual(['colour']);
    expect(named(create, JSON.parse(`{"id":"${id}","__proto__":{}}`))).toContain('__proto__');
  });

  it('refuses what only the gateway sets', () => {
    for (const field of ['version', 'createdAt', 'updatedAt']) {
      expect(named(create, { id, ...smallest, [field]: 1 })).toEqual([field]);
      expect(named(change, { [field]: 1 })).toEqual([field]);
    }
    expect(named(change, { id })).toEqual(['id']);
  });

  it('clears an optional field with null, and no other', () => {
    expect(named(change, { [optional]: null })).toEqual([]);
    expect(named(change, { externalRefs: null })).toEqual([]);
    for (const field of Object.keys(smallest)) expect(named(change, { [field]: null })).toEqual([field]);
    expect(named(create, { id, ...smallest, [optional]: null })).toContain(optional);
  });

  it('fills nothing into a patch', () => {
    expect(z.parse(change, {})).toEqual({});
  });

  it('refuses what is no object', () => {
    for (const value of [null, [], 'x', 1, undefined]) expect(z.safeParse(create, value).success).toBe(false);
  });
});

describe('defaults and what only the gateway sets', () => {
  it('does not share a default between two records', () => {
    const body = { id, kind: 'person', name: 'Ada' } as const;
    expect(z.parse(records.customerCreate, body)).toEqual({ ...body, stage: 'acquire' });
    expect(z.parse(records.repCreate, { id, name: 'Ada', teamId: id })).toMatchObject({
      grade: 'intermediate',
      active: true,
    });
  });

  it("takes no visit's status or moves from a writer", () => {
    const visit = { id, customerId: id, type: 'service' };
    expect(named(records.visitCreate, { ...visit, status: 'reviewed' })).toEqual(['status']);
    expect(named(records.visitChange, { moves: [] })).toEqual(['moves']);
    expect(named(records.customerChange, { mergedInto: id })).toEqual(['mergedInto']);
    expect(named(records.approvalChange, { requesterId: id })).toEqual(['requesterId']);
  });

  it('lets an older reader survive a newer writer', () => {
    const stored = { id, version: 1, createdAt: '2026-11-21T09:00:00Z', updatedAt: '2026-11-21T09:00:00Z' };
    const newer = { ...stored, name: 'North', mode: 'own-post', colour: 'red' };
    const { colour: _, ...known } = newer;
    expect(z.parse(records.team, newer)).toEqual(known);
    expect(named(records.team, { ...newer, version: 0 })).toEqual(['version']);
  });
});

describe('faults inside a field', () => {
  const customer = { id, kind: 'organization', name: 'Alder' };
  const at = '2026-11-21T09:00:00Z';

  it.each([
    ['a day that does not exist', { ...customer, foundedOn: '2026-02-30' }, ['foundedOn']],
    ['a leap day in a common year', { ...customer, foundedOn: '2025-02-29' }, ['foundedOn']],
    ['an instant as a day', { ...customer, foundedOn: at }, ['foundedOn']],
    ['an amount without currency', { ...customer, annualRevenue: { minor: 5 } }, ['annualRevenue.currency']],
    ['cents of a cent', { ...customer, annualRevenue: { minor: 0.5, currency: 'EUR' } }, ['annualRevenue.minor']],
    ['an amount as a number', { ...customer, annualRevenue: 5 }, ['annualRevenue']],
    [
      'a currency in lower case',
      { ...customer, annualRevenue: { ...amount, currency: 'eur' } },
      ['annualRevenue.currency'],
    ],
    ['an unknown field inside', { ...customer, site: { town: 'Bonn' } }, ['site.town']],
    [
      'a latitude out of range',
      { ...customer, site: { position: { latitude: 91, longitude: 0 } } },
      ['site.position.latitude'],
    ],
    [
      'not a number',
      { ...customer, site: { position: { latitude: Number.NaN, longitude: 0 } } },
      ['site.position.latitude'],
    ],
    ['a birthday in no month', { ...customer, dates: [{ kind: 'birthday', day: '13-01' }] }, ['dates.0.day']],
    ['a birthday on 30 February', { ...customer, dates: [{ kind: 'birthday', day: '02-30' }] }, ['dates.0.day']],
    [
      'the second of two channels',
      {
        ...customer,
        channels: [
          { kind: 'email', value: 'a@b.example' },
          { kind: 'fax', value: '1' },
        ],
      },
      ['channels.1.kind'],
    ],
    ['a name of white space', { ...customer, name: ' \t ' }, ['name']],
    ['a name that is too long', { ...customer, name: 'x'.repeat(301) }, ['name']],
    ['an id in upper case', { ...customer, id: id.toUpperCase() }, ['id']],
    ['an id of another version', { ...customer, id: '01930b5e-7c00-4000-8000-000000000001' }, ['id']],
    ['a share above one', { ...customer, competitors: [{ name: 'X', share: 1.5 }] }, ['competitors.0.share']],
    ['an extra that is an object', { ...customer, extra: { a: {} } }, ['extra.a']],
    ['two faults at once', { ...customer, tier: 'huge', importance: 9 }, ['tier', 'importance']],
  ])('%s is refused where it stands', (_, value, paths) => {
    expect(named(records.customerCreate, value)).toEqual(paths);
  });

  it('refuses an amount without currency and an impossible instant in a purchase', () => {
    const purchase = { id, customerId: id, at, amount };
    expect(named(records.purchaseCreate, { ...purchase, amount: { minor: 100 } })).toEqual(['amount.currency']);
    for (const wrong of [
      '2026-02-30T09:00:00Z',
      '2026-11-21T25:00:00Z',
      '2026-11-21T09:00:00+01:00',
      '2026-11-21T09:00:00.1234567890Z',
      '2026-11-21',
      5,
    ]) {
      expect(named(records.purchaseCreate, { ...purchase, at: wrong })).toEqual(['at']);
    }
  });

  it('takes 29 February in a leap year, a return as a negative amount, and a birthday without a year', () => {
    const dates = [{ kind: 'birthday', day: '02-29', calendar: 'chinese', leapMonth: true }];
    expect(named(records.customerCreate, { ...customer, foundedOn: '2024-02-29', dates })).toEqual([]);
    expect(named(records.purchaseCreate, { id, customerId: id, at, amount: { ...amount, minor: -1 } })).toEqual([]);
  });

  it('says how to mend it', () => {
    const result = z.safeParse(records.customerCreate, { ...customer, foundedOn: '2026-02-30' });
    expect(result.error?.issues[0]?.message).toBe('Expected a day that exists, such as 2026-11-21.');
  });
});

describe('naming a customer', () => {
  const names = (customerId: string) => named(records.contactCreate, { id, customerId, name: 'Ada' });

  it.each([id, 'zoho:Accounts/123', 'ada@alder.example', '+49 30 23125 100', '030/23125-100'])('takes %s', (ref) => {
    expect(names(ref)).toEqual([]);
  });

  it.each(['', 'Ada', 'a b@c', 'Zoho:Accounts/1', '12', 'x'.repeat(321)])('refuses "%s"', (ref) => {
    expect(names(ref)).toContain('customerId');
  });
});

describe('goals', () => {
  it.each(['2026', '2026-Q4', '2026-11', '2026-W47', 'last-30-days'])('takes the period %s', (period) => {
    expect(z.safeParse(records.kpiPeriod, period).success).toBe(true);
  });
  it.each(['2026-Q5', '2026-13', '2026-W54', 'last-31-days', '26'])('refuses the period %s', (period) => {
    expect(z.safeParse(records.kpiPeriod, period).success).toBe(false);
  });
  it('takes subjects of each kind and no others', () => {
    for (const subject of ['tenant', `rep:${id}`, `team:${id}`, `customer:${id}`, 'customer:zoho:Accounts/1']) {
      expect(z.safeParse(records.kpiSubject, subject).success, subject).toBe(true);
    }
    for (const subject of ['rep:ada', 'everyone', `tenant:${id}`, 'customer:']) {
      expect(z.safeParse(records.kpiSubject, subject).success, subject).toBe(false);
    }
  });
});
