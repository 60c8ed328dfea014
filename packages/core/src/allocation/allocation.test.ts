import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grades } from '../records/rep.ts';
import { FORBIDDEN, solveHeadCount } from './head-count.ts';
import {
  allocate,
  allocationGrades,
  type AllocatedCustomer,
  type AllocatedRep,
  type AllocationRules,
} from './index.ts';
import { solveWorkload } from './workload.ts';

it('speaks of the grades of the rep record', () => expect(allocationGrades).toEqual(grades));

/** Every way to give each of `customers` a rep or nobody. */
function* everyWay(customers: number, reps: number): Generator<number[]> {
  const found = Array.from({ length: customers }, () => -1);
  for (;;) {
    yield found;
    let at = 0;
    while (at < customers && found[at] === reps - 1) found[at++] = -1;
    if (at === customers) return;
    found[at] = (found[at] as number) + 1;
  }
}

describe('head-count capacity', () => {
  it('is solved exactly: no way to assign is cheaper', () => {
    const cost = fc.oneof({ weight: 5, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.constant(FORBIDDEN) });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((customers) =>
          fc.integer({ min: 1, max: 3 }).chain((reps) =>
            fc.record({
              costs: fc.array(fc.array(cost, { minLength: reps, maxLength: reps }), {
                minLength: customers,
                maxLength: customers,
              }),
              seats: fc.array(fc.nat(3), { minLength: reps, maxLength: reps }),
              unassigned: fc.array(fc.integer({ min: 1000, max: 1500 }), {
                minLength: customers,
                maxLength: customers,
              }),
              rise: fc.nat(4),
            }),
          ),
        ),
        ({ costs, seats, unassigned, rise }) => {
          const worth = (found: readonly number[]): number => {
            let sum = 0;
            const taken = seats.map(() => 0);
            for (const [customer, rep] of found.entries()) {
              if (rep < 0) sum += unassigned[customer] as number;
              else {
                sum += ((costs[customer] as number[])[rep] as number) + rise * (taken[rep] as number);
                taken[rep] = (taken[rep] as number) + 1;
                if (taken[rep] > (seats[rep] as number)) return Infinity;
              }
            }
            return sum;
          };
          let best = Infinity;
          for (const way of everyWay(costs.length, seats.length)) best = Math.min(best, worth(way));
          expect(worth(solveHeadCount({ costs, seats, unassigned, seatCost: (_, seat) => rise * seat }))).toBe(best);
        },
      ),
    );
  });
});

describe('workload', () => {
  it('keeps capacity, states bounds that hold, and stays near the best there is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }).chain((customers) =>
          fc.record({
            costs: fc.array(fc.array(fc.nat(10), { minLength: 2, maxLength: 2 }), {
              minLength: customers,
              maxLength: customers,
            }),
            work: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: customers, maxLength: customers }),
            before: fc.array(fc.nat(5), { minLength: 2, maxLength: 2 }),
          }),
        ),
        ({ costs, work, before }) => {
          const capacity = [100, 100];
          const solved = solveWorkload({
            costs,
            work,
            before,
            capacity,
            weight: work.map(() => 3),
            pinned: work.map(() => -1),
            slack: 0,
          });
          let best = Infinity;
          for (const way of everyWay(costs.length, 2)) {
            if (way.includes(-1)) continue;
            const load = [...before];
            way.forEach((rep, customer) => (load[rep] = (load[rep] as number) + (work[customer] as number)));
            best = Math.min(best, Math.max(...load) / 100);
          }
          expect(solved.found).not.toContain(-1);
          expect(solved.peakBound).toBeLessThanOrEqual(best + 1e-9);
          expect(solved.peak).toBeGreaterThanOrEqual(best - 1e-9);
          expect(solved.peak).toBeLessThanOrEqual(best * 1.2 + 1e-9);
          expect(solved.costBound).toBeLessThanOrEqual(solved.cost + 1e-9);
        },
      ),
    );
  });

  it('finds an even split where there is one', () => {
    const work = [5, 5, 4, 4, 3, 3, 2, 2, 1, 1];
    const customers = work.map((workload, i) => ({ id: `c${i}`, workload }));
    const reps = ['a', 'b', 'c'].map((id): AllocatedRep => ({ id, grade: 'senior', capacity: 20 }));
    const { totals } = allocate(customers, reps, { measure: 'workload' });
    expect(totals.reps.map(({ after }) => after)).toEqual([10, 10, 10]);
    expect(totals.gaps?.peak).toMatchObject({ found: 0.5, lowerBound: 0.5, share: 0 });
    expect(totals.fairness).toBe(1);
    expect(totals.method).toBe('search');
  });

  it('leaves out the least important when not all fit', () => {
    const customers: AllocatedCustomer[] = [
      { id: 'a', workload: 6, importance: 1 },
      { id: 'b', workload: 5, importance: 5 },
    ];
    const { assignments } = allocate(customers, [{ id: 'r', grade: 'senior', capacity: 6 }], { measure: 'workload' });
    expect(assignments.map(({ repId }) => repId)).toEqual([null, 'r']);
  });
});

const reps: AllocatedRep[] = [
  { id: 'ann', grade: 'principal', skills: ['export'], industries: ['steel'], ownerships: ['state'] },
  { id: 'bo', grade: 'junior', skills: ['leasing'], industries: ['retail'], ownerships: ['private'] },
];
const only = (weights: AllocationRules['weights']): AllocationRules => ({ ...(weights && { weights }), balance: 0 });
const repOf = (customer: Omit<AllocatedCustomer, 'id'>, rules: AllocationRules, among = reps): string | null =>
  allocate([{ id: 'c', ...customer }], among, rules).assignments[0]?.repId ?? null;

describe('each rule alone', () => {
  it('grade and importance', () => {
    expect(repOf({ importance: 5 }, only({ grade: 1 }))).toBe('ann');
    expect(repOf({ importance: 1 }, only({ grade: 1 }))).toBe('bo');
    expect(repOf({ tier: 'top' }, only({ grade: 1 }))).toBe('ann');
  });
  it('relationship', () => {
    expect(repOf({ originatorId: 'bo', relatedRepIds: ['ann'] }, only({ relationship: 1 }))).toBe('bo');
    expect(repOf({ relatedRepIds: ['ann'] }, only({ relationship: 1 }))).toBe('ann');
  });
  it('speciality', () => expect(repOf({ specialities: ['leasing'] }, only({ speciality: 1 }))).toBe('bo'));
  it('industry and ownership', () => {
    expect(repOf({ industry: 'steel' }, only({ industry: 1 }))).toBe('ann');
    expect(repOf({ ownership: 'private' }, only({ industry: 1 }))).toBe('bo');
  });
  it('weighed together, the heavier wins', () => {
    const customer = { importance: 5, specialities: ['leasing'] };
    expect(repOf(customer, only({ grade: 3, speciality: 1 }))).toBe('ann');
    expect(repOf(customer, only({ grade: 1, speciality: 3 }))).toBe('bo');
  });
});

describe('what else counts', () => {
  it('stays with the present rep unless the gain is above the cost of switching', () => {
    const customer = { specialities: ['leasing', 'export'], holderId: 'ann' };
    expect(repOf(customer, only({ speciality: 1 }))).toBe('ann');
    expect(repOf({ specialities: ['leasing'], holderId: 'ann' }, only({ speciality: 1 }))).toBe('bo');
    expect(
      repOf({ specialities: ['leasing'], holderId: 'ann' }, { ...only({ speciality: 1 }), switchingCost: 1.5 }),
    ).toBe('ann');
  });

  it('a certificate is a gate, and expires', () => {
    const certified = (expiresOn: string): AllocatedRep[] => [
      reps[0] as AllocatedRep,
      { id: 'bo', grade: 'junior', certifications: [{ name: 'funds', tier: 2, expiresOn }] },
    ];
    const customer = { importance: 5, certifications: [{ name: 'funds', tier: 2 }] };
    expect(repOf(customer, { on: '2026-11-21' }, certified('2026-11-21'))).toBe('bo');
    expect(repOf(customer, { on: '2026-11-22' }, certified('2026-11-21'))).toBeNull();
    expect(
      repOf({ certifications: [{ name: 'funds', tier: 3 }] }, { on: '2026-11-21' }, certified('2027-01-01')),
    ).toBeNull();
    expect(() => repOf(customer, {}, certified('2026-11-21'))).toThrow(/rules.on/);
  });

  it('who brought the customer keeps it, as far as there is room', () => {
    const customers = ['a', 'b', 'c'].map((id, i): AllocatedCustomer => ({
      id,
      originatorId: 'bo',
      importance: 3 + i,
    }));
    const rules: AllocationRules = { weights: { grade: 1 }, originatorKeeps: true, capacity: { junior: 2 } };
    for (const measure of ['head-count', 'workload'] as const) {
      const { assignments } = allocate(customers, reps, { ...rules, measure });
      expect(assignments.map(({ repId }) => repId).sort()).toEqual(['ann', 'bo', 'bo']);
    }
  });

  it('capacity by grade, own capacity and present load', () => {
    const customers = Array.from({ length: 6 }, (_, i): AllocatedCustomer => ({ id: `c${i}` }));
    const { totals, assignments } = allocate(
      customers,
      [
        { id: 'a', grade: 'senior', load: 2 },
        { id: 'b', grade: 'junior' },
        { id: 'c', grade: 'junior', capacity: 0 },
      ],
      { capacity: { senior: 4, junior: 3 } },
    );
    expect(totals.reps.map(({ customers: taken, capacity }) => [taken, capacity])).toEqual([
      [2, 4],
      [3, 3],
      [0, 0],
    ]);
    expect(totals).toMatchObject({ assigned: 5, unassigned: 1, method: 'exact', gaps: null });
    expect(assignments.find(({ repId }) => repId === null)?.reasons[0]?.code).toBe('everybody-full');
  });

  it('a sealed unit is not there for others, and others not for it', () => {
    const customers: AllocatedCustomer[] = [{ id: 'open' }, { id: 'secret', unit: 'vault' }];
    const staff: AllocatedRep[] = [
      { id: 'ann', grade: 'senior' },
      { id: 'eve', grade: 'senior', unit: 'vault' },
    ];
    const open = allocate(customers, staff);
    expect(JSON.stringify(open)).not.toMatch(/secret|eve|vault/);
    expect(open.totals.customers).toBe(1);
    const sealed = allocate(customers, staff, { unit: 'vault' });
    expect(sealed.assignments.map(({ customerId, repId }) => [customerId, repId])).toEqual([['secret', 'eve']]);
    expect(sealed.totals.reps).toHaveLength(1);
  });

  it('spreads customers no rule speaks for', () => {
    const customers = Array.from({ length: 9 }, (_, i): AllocatedCustomer => ({ id: `c${i}` }));
    const staff = ['a', 'b', 'c'].map((id): AllocatedRep => ({ id, grade: 'senior' }));
    expect(allocate(customers, staff).totals.reps.map(({ after }) => after)).toEqual([3, 3, 3]);
  });
});

describe('reasons', () => {
  const codes = (
    customer: Omit<AllocatedCustomer, 'id'>,
    among: AllocatedRep[],
    rules: AllocationRules = {},
  ): string[] =>
    allocate([{ id: 'c', ...customer }], among, rules).assignments[0]?.reasons.map(({ code }) => code) ?? [];
  const bo = reps[1] as AllocatedRep;

  it('why nobody', () => {
    expect(codes({}, [])).toEqual(['nobody-there']);
    expect(codes({}, [{ ...bo, active: false }])).toEqual(['nobody-active']);
    expect(codes({ certifications: [{ name: 'funds' }] }, [bo])).toEqual(['nobody-certified']);
    expect(codes({}, [{ ...bo, capacity: 0 }])).toEqual(['everybody-full']);
  });

  it('why this rep', () => {
    expect(
      codes(
        {
          holderId: 'ann',
          originatorId: 'ann',
          importance: 5,
          specialities: ['export'],
          industry: 'steel',
          ownership: 'state',
        },
        reps,
      ),
    ).toEqual(['stays-with-holder', 'originator', 'grade-fits', 'speciality', 'industry', 'ownership']);
    expect(codes({}, [bo])).toEqual(['only-one-possible']);
    const [ann] = reps as [AllocatedRep];
    expect(codes({ importance: 5 }, [{ ...ann, capacity: 0 }, bo])).toEqual(['grade-below', 'better-is-full']);
  });

  it('why not the holder', () => {
    const ann = reps[0] as AllocatedRep;
    expect(codes({ holderId: 'gone' }, [bo])).toContain('holder-gone');
    expect(codes({ holderId: 'ann' }, [{ ...ann, active: false }, bo])).toContain('holder-inactive');
    expect(codes({ holderId: 'ann' }, [{ ...ann, capacity: 0 }, bo])).toContain('holder-full');
    expect(
      codes({ holderId: 'ann', certifications: [{ name: 'x' }] }, [ann, { ...bo, certifications: [{ name: 'x' }] }]),
    ).toContain('holder-not-certified');
    expect(codes({ holderId: 'ann', specialities: ['leasing'] }, reps, only({ speciality: 1 }))).toContain(
      'holder-fits-less',
    );
  });

  it('a leaving rep hands over everybody, with a reason each', () => {
    const customers = Array.from({ length: 20 }, (_, i): AllocatedCustomer => ({
      id: `c${i}`,
      holderId: 'ann',
      importance: 1 + (i % 5),
    }));
    const { assignments, totals } = allocate(customers, [
      { ...(reps[0] as AllocatedRep), active: false },
      bo,
      { id: 'cy', grade: 'senior' },
    ]);
    expect(totals).toMatchObject({ unassigned: 0, moved: 20, kept: 0 });
    for (const { reasons } of assignments) expect(reasons.map(({ code }) => code)).toContain('holder-inactive');
  });
});

describe('any input', () => {
  const ids = ['r1', 'r2', 'r3', 'r4'];
  const someone = fc.constantFrom(...ids);
  const customer = (id: string): fc.Arbitrary<AllocatedCustomer> =>
    fc
      .record(
        {
          importance: fc.integer({ min: 1, max: 5 }),
          holderId: someone,
          originatorId: someone,
          specialities: fc.subarray(['s1', 's2', 's3']),
          industry: fc.constantFrom('i1', 'i2'),
          certifications: fc.subarray([{ name: 'k1' }, { name: 'k2' }]),
          workload: fc.integer({ min: 0, max: 5 }),
        },
        { requiredKeys: [] },
      )
      .map((fields) => ({ id, ...fields }));
  const rep = (id: string): fc.Arbitrary<AllocatedRep> =>
    fc
      .record(
        {
          grade: fc.constantFrom(...allocationGrades),
          capacity: fc.nat(8),
          load: fc.nat(4),
          skills: fc.subarray(['s1', 's2', 's3']),
          industries: fc.subarray(['i1', 'i2']),
          certifications: fc.subarray([{ name: 'k1' }, { name: 'k2' }]),
          active: fc.boolean(),
        },
        { requiredKeys: ['grade'] },
      )
      .map((fields) => ({ id, ...fields }));
  const input = fc.record({
    customers: fc
      .integer({ min: 0, max: 12 })
      .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => customer(`c${i}`)))),
    staff: fc.integer({ min: 0, max: 4 }).chain((n) => fc.tuple(...ids.slice(0, n).map(rep))),
    measure: fc.constantFrom('head-count', 'workload'),
    originatorKeeps: fc.boolean(),
  });

  it('keeps capacity and gates, explains each choice, and ignores the order of rows', () => {
    fc.assert(
      fc.property(input, ({ customers, staff, measure, originatorKeeps }) => {
        const rules: AllocationRules = { measure, originatorKeeps };
        const { assignments, totals } = allocate(customers, staff, rules);
        expect(assignments.map(({ customerId }) => customerId)).toEqual(customers.map(({ id }) => id));
        expect(totals.assigned + totals.unassigned).toBe(customers.length);
        expect(totals.kept + totals.moved + totals.first).toBe(totals.assigned);
        for (const [i, { repId, reasons, fit }] of assignments.entries()) {
          expect(reasons.length).toBeGreaterThan(0);
          if (fit !== null) expect(fit >= 0 && fit <= 1).toBe(true);
          if (repId === null) continue;
          const chosen = staff.find(({ id }) => id === repId);
          expect(chosen?.active).not.toBe(false);
          for (const { name } of customers[i]?.certifications ?? [])
            expect(chosen?.certifications?.some((held) => held.name === name)).toBe(true);
        }
        for (const { before, after, capacity, customers: taken } of totals.reps)
          if (capacity !== null && taken > 0 && after > before) expect(after).toBeLessThanOrEqual(capacity + 1e-9);
        if (totals.gaps) {
          expect(totals.gaps.peak.share).toBeGreaterThanOrEqual(0);
          expect(totals.gaps.cost.share).toBeGreaterThanOrEqual(0);
        }
        const turned = allocate([...customers].reverse(), [...staff].reverse(), rules);
        expect([...turned.assignments].reverse()).toEqual(assignments);
        expect(turned.totals.reps).toEqual(totals.reps);
      }),
    );
  });

  it('names what cannot be', () => {
    expect(() => allocate([{ id: 'c' }, { id: 'c' }], [])).toThrow(/Customer c is given twice/);
    expect(() => allocate([{ id: 'c', importance: 6 }], [])).toThrow(/Customer c: importance/);
    expect(() => allocate([], [{ id: 'r', grade: 'senior', capacity: -1 }])).toThrow(/Rep r: capacity/);
    expect(() => allocate([], [], { weights: { grade: Number.NaN } })).toThrow(/rules.weights.grade/);
    expect(() => allocate([], [], { on: 'today' })).toThrow(/rules.on/);
  });
});
