import { describe, expect, it } from 'vitest';
import type { Leaderboard, ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { CommandKind, Order } from '../source.ts';
import type { QueuedWrite } from '../storage.ts';
import { command as appeal } from '../commands/appeal.ts';
import { command as acknowledge } from '../commands/acknowledge-review.ts';
import { command as decide } from '../commands/decide.ts';
import { command as recognise } from '../commands/recognise.ts';
import { command as save } from '../commands/save-review.ts';
import { withRecognitions, withWaiting } from './waiting-scorecards.ts';

const id = (end: number): string => `01930b5e-7c00-7000-8000-${end.toString(16).padStart(12, '0')}`;
const rep = id(0xaa);
const now = '2026-11-21T09:00:00.000Z';
const later = '2026-11-21T09:05:00.000Z';
const known = { repId: rep, now, visit: () => undefined };

const card: ScorecardAnswer = {
  subject: `rep:${rep}`,
  name: 'Lin Yue',
  period: '2026-Q4',
  model: { model: 'sales', version: 1, from: '2026-01-01' },
  score: null,
  reason: 'no-data',
  coveredWeight: 0,
  totalWeight: 0,
  lines: [],
  appeals: [],
  reviews: [],
  asOf: now,
};
const board: Leaderboard = {
  scope: 'tenant',
  name: '',
  period: '2026-Q4',
  title: { en: 'NPS', 'zh-CN': '净推荐值' },
  direction: 'higher',
  rule: { en: '', 'zh-CN': '' },
  items: [{ repId: id(0xab), name: 'Maria Keller', position: 1, ties: 1, of: 1, value: 0.4, n: 20 }],
  recognitions: [],
  complete: true,
  asOf: now,
};

const waits = <K extends CommandKind>(kind: K, order: Order<K>, savedAt = now): QueuedWrite => ({
  key: '',
  identity: '',
  kind,
  order,
  method: 'POST',
  path: '',
  body: order,
  savedAt,
  attempts: 0,
  state: 'waiting',
});

const asked: Order<'appeal'> = {
  id: id(1),
  kind: 'kpi-appeal',
  title: 'Visits done, Q4 2026',
  subject: { kind: 'rep', id: rep },
  kpi: 'visits-done',
  period: '2026-Q4',
  text: 'Three were on paper.',
};
const draft: Order<'save-review'> = {
  review: { id: id(2), repId: rep, period: '2026-Q4', kind: 'superior', ratings: [{ topic: 'results', rating: 4 }] },
};

describe('what waits shows on a scorecard', () => {
  it('an appeal, and its decision', () => {
    const first = withWaiting(card, [waits('appeal', asked)], rep);
    expect(first.appeals).toEqual([
      { ...asked, version: 1, createdAt: now, updatedAt: now, requesterId: rep, status: 'asked' },
    ]);
    const decision = waits('decide', { approval: id(1), status: 'refused', reason: 'Counted.' }, later);
    expect(withWaiting(first, [waits('appeal', asked), decision], rep).appeals).toMatchObject([
      { status: 'refused', reason: 'Counted.', decidedAt: later },
    ]);
  });

  it('an appeal about somebody else or another period does not', () => {
    const others = [
      { ...asked, period: '2026-Q3' },
      { ...asked, subject: { kind: 'rep' as const, id: id(0xab) } },
    ];
    expect(
      withWaiting(
        card,
        others.map((order) => waits('appeal', order)),
        rep,
      ),
    ).toEqual(card);
  });

  it('a review: drafted, shared, acknowledged; what is shared is not overwritten', () => {
    const shared = { review: { ...draft.review, status: 'shared' as const }, edit: id(3) };
    const steps = [
      waits('save-review', draft),
      waits('save-review', shared, later),
      waits('save-review', { review: { ...draft.review, ratings: [] }, edit: id(4) }, later),
      waits('acknowledge-review', { review: id(2), acknowledgement: 'Read.' }, later),
    ];
    expect(withWaiting(card, steps.slice(0, 1), rep).reviews).toMatchObject([{ status: 'draft', createdAt: now }]);
    expect(withWaiting(card, steps.slice(0, 3), rep).reviews).toMatchObject([
      { status: 'shared', sharedAt: later, createdAt: now, ratings: [{ topic: 'results', rating: 4 }] },
    ]);
    expect(withWaiting(card, steps, rep).reviews).toMatchObject([
      { status: 'acknowledged', acknowledgement: 'Read.', acknowledgedAt: later },
    ]);
  });

  it('a recognition of somebody on the leaderboard, once', () => {
    const order = { id: id(5), repId: id(0xab), text: 'Well done.', at: now };
    const waiting = [waits('recognise', order), waits('recognise', { ...order, id: id(6), repId: id(0xac) })];
    const shown = withRecognitions(board, waiting, rep);
    expect(shown.recognitions).toEqual([{ ...order, version: 1, createdAt: now, updatedAt: now, authorId: rep }]);
    expect(withRecognitions(shown, waiting, rep)).toBe(shown);
  });
});

describe('how orders about scorecards are written', () => {
  it('each under a key of its own, the same at every try', () => {
    const order = { approval: id(1), status: 'approved', reason: 'Right.' } as const;
    expect(appeal.write(asked)).toMatchObject({ key: id(1), method: 'POST', path: '/v1/approvals', body: asked });
    expect(decide.write(order)).toEqual({
      key: `${id(1)}/approved`,
      method: 'PATCH',
      path: `/v1/approvals/${id(1)}`,
      body: { status: 'approved', reason: 'Right.' },
    });
    expect(save.write(draft)).toMatchObject({ key: id(2), method: 'POST', path: '/v1/reviews', body: draft.review });
    expect(save.write({ ...draft, edit: id(3) })).toEqual({
      key: `${id(2)}/${id(3)}`,
      method: 'PATCH',
      path: `/v1/reviews/${id(2)}`,
      body: { ratings: draft.review.ratings, text: null, status: 'draft' },
    });
    expect(acknowledge.write({ review: id(2) })).toEqual({
      key: `${id(2)}/acknowledged`,
      method: 'PATCH',
      path: `/v1/reviews/${id(2)}`,
      body: { status: 'acknowledged' },
    });
    const thanks = { id: id(5), repId: id(0xab), text: 'Well done.', at: now };
    expect(recognise.write(thanks)).toEqual({ key: id(5), method: 'POST', path: '/v1/recognitions', body: thanks });
  });

  it('and what becomes of each fits the contract', () => {
    const thanks = { id: id(5), repId: id(0xab), text: 'Well done.', at: now };
    const made = [
      appeal.answer.safeParse(appeal.expected(asked, known)),
      decide.answer.safeParse(decide.expected({ approval: id(1), status: 'approved' }, known)),
      save.answer.safeParse(save.expected(draft, known)),
      acknowledge.answer.safeParse(acknowledge.expected({ review: id(2), acknowledgement: 'Read.' }, known)),
      recognise.answer.safeParse(recognise.expected(thanks, known)),
    ];
    expect(made.map(({ success }) => success)).toEqual([true, true, true, true, true]);
  });
});
