import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from './periods.ts';
import { checkGoal, checkParent, type GoalNode, type GoalShape, goalTree, missingOf } from './goal-tree.ts';

const utc = { timeZone: 'UTC' };
const now = Date.parse('2026-11-21T12:00:00Z');
const rep = 'rep:01930b5e-7c00-7000-8000-000000000001';
const team = 'team:01930b5e-7c00-7000-8000-000000000002';
const goal = (id: string, more: Partial<GoalShape> = {}) => ({
  id,
  kpi: 'visits-done',
  subject: 'tenant',
  period: '2026-Q4',
  target: 100,
  ...more,
});
type Node = GoalNode<ReturnType<typeof goal>>;
const shape = (nodes: readonly Node[]): unknown => nodes.map((node) => [node.goal.id, shape(node.children)]);

describe('checkGoal', () => {
  const faults = (more: Partial<GoalShape>, calendar: Calendar = utc) =>
    checkGoal(goal('a', more), calendar, now).map(({ path, code }) => [path, code]);

  it('takes a goal that is fit', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ wording: 'Visit every customer of the top tier.', dueOn: '2026-12-31', baseline: 60 })).toEqual([]);
    expect(faults({ wording: '本季度拜访全部重点客户' })).toEqual([]);
  });

  it('names what is not', () => {
    expect(faults({ wording: '   more!   ' })).toEqual([['wording', 'too-short']]);
    expect(faults({ dueOn: '2027-01-01' })).toEqual([['dueOn', 'outside-period']]);
    expect(faults({ dueOn: '2026-09-30' })).toEqual([['dueOn', 'outside-period']]);
    expect(faults({ period: '2025-W53' })).toEqual([['period', 'unknown-period']]);
    expect(faults({ target: Infinity })).toEqual([['target', 'not-finite']]);
    expect(faults({ baseline: NaN })).toEqual([['baseline', 'not-finite']]);
    expect(faults({ baseline: 100 })).toEqual([['baseline', 'no-way']]);
  });

  it('counts the quarter by the fiscal year, and leaves a rolling period alone', () => {
    expect(faults({ dueOn: '2027-03-31' }, { ...utc, fiscalStartMonth: 4 })).toEqual([]);
    expect(faults({ period: 'last-30-days', dueOn: '2030-01-01' })).toEqual([]);
  });

  it('says which marks of a SMART goal are missing', () => {
    expect(missingOf(goal('a', { wording: 'Ten more visits', ownerId: 'x' }))).toEqual(['baseline', 'dueOn']);
  });
});

describe('checkParent', () => {
  const codes = (child: Partial<GoalShape>, parent: Partial<GoalShape>, ancestors: readonly string[] = []) =>
    checkParent(goal('child', child), goal('parent', parent), ancestors, utc, now).map(({ code }) => code);

  it('lets a goal serve one of a larger subject and a period that holds its own', () => {
    expect(codes({ subject: rep, period: '2026-11' }, { subject: team, period: '2026-Q4' })).toEqual([]);
    expect(codes({ subject: team, period: '2026' }, { period: '2026' })).toEqual([]);
    expect(codes({ kpi: 'nps', subject: rep }, { kpi: 'retention-rate', subject: rep })).toEqual([]);
    expect(codes({ period: 'last-30-days' }, { period: 'last-30-days' })).toEqual([]);
  });

  it('refuses circles, wider periods and wider subjects', () => {
    expect(checkParent(goal('a'), goal('a'), [], utc, now).map(({ code }) => code)).toEqual(['circular']);
    expect(codes({}, {}, ['grandparent', 'child'])).toEqual(['circular']);
    expect(codes({ period: '2026' }, { period: '2026-Q4' })).toEqual(['wider-period']);
    expect(codes({ period: '2026-Q3' }, { period: '2026-Q4' })).toEqual(['wider-period']);
    expect(codes({ period: '2026-W53' }, { period: '2026' })).toEqual(['wider-period']);
    expect(codes({ period: 'last-30-days' }, { period: '2026' })).toEqual(['wider-period']);
    expect(codes({ subject: 'tenant' }, { subject: team })).toEqual(['wider-subject']);
  });
});

describe('goalTree', () => {
  it('goes from the company down to the rep', () => {
    const goals = [
      goal('r', { subject: rep, parentId: 't', target: 30 }),
      goal('s', { subject: `${rep.slice(0, -1)}2`, parentId: 't', target: 10 }),
      goal('t', { subject: team, parentId: 'c', target: 50 }),
      goal('c'),
      goal('n', { kpi: 'nps', subject: team, parentId: 'c' }),
    ];
    const tree = goalTree(goals, { isSum: (kpi) => kpi === 'visits-done' });
    expect(shape(tree)).toEqual([
      [
        'c',
        [
          ['n', []],
          [
            't',
            [
              ['r', []],
              ['s', []],
            ],
          ],
        ],
      ],
    ]);
    expect(tree[0]?.handedOn).toBe(0.5);
    expect(tree[0]?.children[1]?.handedOn).toBe(0.8);
    expect(tree[0]?.children[0]?.handedOn).toBeNull();
    expect(tree[0]?.children[1]?.children[0]?.depth).toBe(2);
    expect(goalTree(goals)[0]?.handedOn).toBeNull();
  });

  it('has a root for each goal whose parent is out of sight, and cuts circles open', () => {
    expect(shape(goalTree([goal('b', { parentId: 'gone' }), goal('a')]))).toEqual([
      ['a', []],
      ['b', []],
    ]);
    const circle = [goal('a', { parentId: 'b' }), goal('b', { parentId: 'c' }), goal('c', { parentId: 'a' })];
    expect(shape(goalTree([...circle, goal('d', { parentId: 'b' })]))).toEqual([['a', [['c', [['b', [['d', []]]]]]]]]);
    expect(shape(goalTree([goal('a', { parentId: 'a' })]))).toEqual([['a', []]]);
  });

  it('holds each goal exactly once, whatever names what', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const property = fc.property(
      fc.array(fc.option(fc.constantFrom(...ids, 'gone'), { nil: undefined }), { minLength: 6, maxLength: 6 }),
      (parents) => {
        const goals = ids.map((id, index) => {
          const parentId = parents[index];
          return goal(id, parentId === undefined ? {} : { parentId });
        });
        const list = (nodes: readonly Node[]): string[] =>
          nodes.flatMap((node) => [node.goal.id, ...list(node.children)]);
        expect(list(goalTree(goals)).toSorted()).toEqual(ids);
        expect(shape(goalTree(goals.toReversed()))).toEqual(shape(goalTree(goals)));
      },
    );
    fc.assert(property, { seed: 20261121 });
  });
});
