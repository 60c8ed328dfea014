import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles, type Role } from '../api/route.ts';
import { visit as stored, visitMoveNames, visitStatuses } from '../records/visit.ts';
import type { Visit, VisitMoveName, VisitMoveRequest } from '../records/visit.ts';
import { moveRules, moveVisit, newVisit, possibleMoves, terminalStatuses } from './index.ts';
import type { MoveResult } from './index.ts';

const repId = '01930b5e-7c00-7000-8000-000000000001';
const start = Date.UTC(2026, 10, 21, 9);
const minute = (n: number) => new Date(start + n * 60_000).toISOString();

const planned = (): Visit =>
  newVisit(
    { id: '01930b5e-7c00-7000-8000-000000000002', customerId: repId, type: 'service', plannedStart: minute(0) },
    { repId, now: minute(-60) },
  );

const as = (role: Role, receivedAt = minute(0)) => ({ by: repId, role, receivedAt });

function moved(result: MoveResult): Visit {
  if (!result.ok) throw new Error(result.refusal.message);
  return result.visit;
}

/** The visit after several moves, one a minute, each with a reason. */
const after = (...moves: VisitMoveName[]): Visit =>
  moves.reduce(
    (visit, move, n) => moved(moveVisit(visit, { move, at: minute(n), reason: 'told so' }, as('manager', minute(n)))),
    planned(),
  );

const refusal = (result: MoveResult) => (result.ok ? undefined : result.refusal);

describe('newVisit', () => {
  it('completes what the writer sent, and parses as a stored visit', () => {
    expect(stored.parse(planned())).toEqual(planned());
    expect(planned()).toMatchObject({ status: 'planned', unplanned: false, moves: [], version: 1, repId });
  });

  it('flags a visit without a planned start and keeps the rep the writer named', () => {
    const other = '01930b5e-7c00-7000-8000-000000000009';
    const visit = newVisit({ id: repId, customerId: repId, type: 'service', repId: other }, { repId, now: minute(0) });
    expect(visit).toMatchObject({ unplanned: true, repId: other });
  });
});

describe('moveVisit', () => {
  it('checks in, out and reports, and says who, when and from where to where', () => {
    const position = { latitude: 53.55, longitude: 10, accuracy: 12 };
    const inside = moved(moveVisit(planned(), { move: 'check-in', at: minute(1), position }, as('rep', minute(3))));
    expect(inside).toMatchObject({ status: 'checked-in', checkedInAt: minute(1) });
    expect(inside.moves).toEqual([
      {
        move: 'check-in',
        from: 'planned',
        to: 'checked-in',
        at: minute(1),
        receivedAt: minute(3),
        by: repId,
        position,
      },
    ]);
    const outside = moved(moveVisit(inside, { move: 'check-out', at: minute(40) }, as('rep', minute(40))));
    expect(outside).toMatchObject({ status: 'checked-out', checkedInAt: minute(1), checkedOutAt: minute(40) });
    const nextStep = { title: 'Send the offer', dueOn: '2026-11-30' };
    const report: VisitMoveRequest = { move: 'report', notes: 'They liked it.', outcome: 'agreed', nextStep };
    const reported = moved(moveVisit(outside, report, as('rep', minute(45))));
    expect(reported).toMatchObject({ status: 'reported', notes: 'They liked it.', outcome: 'agreed', nextStep });
    expect(reported.moves[2]?.at).toBe(minute(45));
    expect(stored.parse(reported)).toEqual(reported);
  });

  it('leaves the visit handed in as it is', () => {
    const visit = planned();
    moveVisit(visit, { move: 'check-in' }, as('rep'));
    expect(visit).toEqual(planned());
  });

  it('takes a report straight after the check-in, without inventing a check-out', () => {
    const visit = after('check-in', 'report');
    expect(visit.status).toBe('reported');
    expect(visit.checkedOutAt).toBeUndefined();
  });

  it('takes a report after a check-out that was forced', () => {
    const visit = after('check-in', 'force-close', 'report', 'review');
    expect(visit.status).toBe('reviewed');
    expect(visit.checkedOutAt).toBeUndefined();
  });

  it('refuses an impossible move and says what is possible', () => {
    expect(refusal(moveVisit(planned(), { move: 'check-out' }, as('rep')))).toEqual({
      code: 'impossible-move',
      path: 'move',
      message: 'A visit that is planned cannot check-out. Possible now: check-in, skip, cancel, no-show.',
    });
    expect(refusal(moveVisit(after('skip'), { move: 'check-in' }, as('rep')))?.message).toMatch(/No further move/);
  });

  it('refuses a check-out before the check-in', () => {
    const visit = moved(moveVisit(planned(), { move: 'check-in', at: minute(10) }, as('rep', minute(10))));
    const result = moveVisit(visit, { move: 'check-out', at: minute(9) }, as('rep', minute(11)));
    expect(refusal(result)).toMatchObject({ code: 'before-check-in', path: 'at' });
  });

  it.each(['skip', 'cancel', 'no-show'] as const)('refuses %s without a reason', (move) => {
    for (const reason of [undefined, '', ' \n']) {
      const result = moveVisit(planned(), { move, ...(reason !== undefined && { reason }) }, as('rep'));
      expect(refusal(result)).toMatchObject({ code: 'reason-required', path: 'reason' });
    }
  });

  it('refuses force-close without a reason', () => {
    const result = moveVisit(after('check-in'), { move: 'force-close' }, as('manager'));
    expect(refusal(result)).toMatchObject({ code: 'reason-required', path: 'reason' });
  });

  it('lets only a manager or an admin review', () => {
    const visit = after('check-in', 'report');
    for (const role of roles) {
      expect(moveVisit(visit, { move: 'review' }, as(role)).ok).toBe(role === 'manager' || role === 'admin');
    }
  });

  it('does not let a review write over the report', () => {
    const result = moveVisit(after('check-in', 'report'), { move: 'review', notes: 'x' }, as('manager'));
    expect(refusal(result)).toMatchObject({ code: 'not-with-review', path: 'notes' });
  });

  it('flags a clock that runs more than ten minutes ahead, and keeps the visit', () => {
    const at = (n: number) => moveVisit(planned(), { move: 'check-in', at: minute(n) }, as('rep'));
    expect(at(10)).toMatchObject({ ok: true, clockAhead: false });
    expect(at(11)).toMatchObject({ ok: true, clockAhead: true, visit: { checkedInAt: minute(11) } });
    expect(at(-60 * 24 * 30)).toMatchObject({ ok: true, clockAhead: false });
  });

  it('refuses a time that is none', () => {
    const result = moveVisit(planned(), { move: 'check-in', at: 'yesterday' }, as('rep'));
    expect(refusal(result)).toMatchObject({ code: 'invalid-instant', path: 'at' });
  });

  it('recognises a replay also when the instant is spelt another way', () => {
    const visit = after('check-in', 'check-out');
    const again = moveVisit(visit, { move: 'check-in', at: '2026-11-21T09:00:00Z' }, as('rep', minute(99)));
    expect(again).toEqual({ ok: true, visit, changed: false, clockAhead: false });
    expect(refusal(moveVisit(visit, { move: 'check-in', at: minute(50) }, as('rep', minute(99))))?.code).toBe(
      'impossible-move',
    );
  });
});

describe('the state machine', () => {
  it('names every move and only statuses that exist', () => {
    expect(Object.keys(moveRules).toSorted()).toEqual(visitMoveNames.toSorted());
    for (const rule of Object.values(moveRules)) {
      for (const status of [...rule.from, rule.to]) expect(visitStatuses).toContain(status);
    }
  });

  it('has for every reachable status a way on, or it is an end', () => {
    const reached = new Set<(typeof visitStatuses)[number]>(['planned']);
    for (const status of reached) {
      const open = possibleMoves(status, { role: 'admin' });
      expect(open.length === 0, status).toBe(terminalStatuses.includes(status));
      for (const move of open) reached.add(moveRules[move].to);
    }
    expect([...reached].toSorted()).toEqual(visitStatuses.toSorted());
  });

  it('offers a contact nothing, and a rep everything but the review', () => {
    for (const status of visitStatuses) {
      expect(possibleMoves(status, { role: 'contact' })).toEqual([]);
      expect(possibleMoves(status, { role: 'rep' })).toEqual(
        possibleMoves(status, { role: 'admin' }).filter((move) => move !== 'review'),
      );
    }
  });

  const request = fc.record({
    move: fc.constantFrom(...visitMoveNames),
    at: fc.integer({ min: -30, max: 300 }).map(minute),
    reason: fc.constantFrom('told so', ''),
  });
  const call = fc.tuple(request, fc.constantFrom(...roles));

  /** Everything a run of random moves led to. */
  function run(calls: [VisitMoveRequest, Role][]) {
    const accepted: [VisitMoveRequest, Role][] = [];
    let visit = planned();
    for (const [move, role] of calls) {
      const result = moveVisit(visit, move, as(role));
      if (result.ok && result.changed) accepted.push([move, role]);
      if (result.ok) visit = result.visit;
    }
    return { visit, accepted };
  }

  it('keeps the chain of moves, the status and the times consistent', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
        const { visit } = run(calls);
        let status: Visit['status'] = 'planned';
        for (const made of visit.moves) {
          expect(made.from).toBe(status);
          expect(moveRules[made.move].from).toContain(made.from);
          expect(made.to).toBe(moveRules[made.move].to);
          status = made.to;
        }
        expect(visit.status).toBe(status);
        expect(visit.checkedInAt).toBe(visit.moves.find((made) => made.move === 'check-in')?.at);
        expect(visit.checkedOutAt).toBe(visit.moves.find((made) => made.move === 'check-out')?.at);
        if (visit.checkedInAt && visit.checkedOutAt) expect(visit.checkedOutAt >= visit.checkedInAt).toBe(true);
        expect(stored.parse(visit)).toEqual(visit);
      }),
    );
  });

  it('is not changed by replays, in whatever order and number they come', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 20 }), (calls, again) => {
        const { visit, accepted } = run(calls);
        for (const index of again) {
          const replay = accepted[index % Math.max(1, accepted.length)];
          if (!replay) continue;
          expect(moveVisit(visit, replay[0], as(replay[1], minute(1000)))).toMatchObject({ ok: true, changed: false });
        }
      }),
    );
  });

  it('agrees with the moves it offers', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 10 }), call, (calls, [next, role]) => {
        const { visit } = run(calls);
        const offered = possibleMoves(visit.status, { role });
        const result = moveVisit(visit, { ...next, reason: 'told so', at: minute(500) }, as(role));
        expect(result.ok).toBe(offered.includes(next.move));
      }),
    );
  });
});
