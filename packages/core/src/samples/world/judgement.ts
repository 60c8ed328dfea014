import type { Approval } from '../../records/approval.ts';
import type { CheckIn } from '../../records/check-in.ts';
import type { Goal } from '../../records/goal.ts';
import type { Recognition } from '../../records/recognition.ts';
import type { Rep } from '../../records/rep.ts';
import type { Review } from '../../records/review.ts';
import type { ScorecardModelRecord } from '../../records/scorecard-model.ts';
import { addDays, instantOn, later } from '../calendar.ts';
import { demo } from '../demo.ts';
import { demoId } from '../identity.ts';
import { entry, type Random } from '../random.ts';
import { sampleCheckIn, sampleRecognition, sampleReview, sampleScorecardModel } from '../scorecard.ts';
import { periodsOf } from './goals.ts';
import { judgementWords } from './judgement-words.ts';

const wordsOf = ({ teamId }: Rep) => judgementWords[teamId === demo.teams.east ? 'zh-CN' : 'en'];
const leaderOf = ({ teamId }: Rep) => (teamId === demo.teams.east ? demo.managers.east : demo.managers.north);
/** Reps whom somebody leads. */
const led = (reps: readonly Rep[]) => reps.filter((rep) => rep.id !== leaderOf(rep));

/** Two editions of the company's model: the first without customers' voice, the second from this quarter on. */
export function makeScorecardModels(random: Random, today: string): ScorecardModelRecord[] {
  const { quarter } = periodsOf(today);
  const edition = (index: number, from: string, given: Partial<ScorecardModelRecord>) =>
    sampleScorecardModel(random, {
      id: demoId('scorecard-model', index),
      edition: index + 1,
      from,
      createdAt: `${addDays(from, -20)}T09:00:00.000Z`,
      ...given,
    });
  return [
    edition(0, addDays(quarter.start, -640), {
      weights: [
        { kpi: 'new-customers', weight: 30 },
        { kpi: 'retention-rate', weight: 30 },
        { kpi: 'visits-done', weight: 25 },
        { kpi: 'task-completion-rate', weight: 15 },
      ],
    }),
    edition(1, quarter.start, {
      weights: [
        { kpi: 'retention-rate', weight: 25 },
        { kpi: 'new-customers', weight: 20 },
        { kpi: 'nps', weight: 15 },
        { kpi: 'csat', weight: 10 },
        { kpi: 'customer-coverage', weight: 10 },
        { kpi: 'visits-done', weight: 10 },
        { kpi: 'task-completion-rate', weight: 5 },
        { kpi: 'complaints', weight: 5 },
      ],
    }),
  ];
}

/** What the owners of this quarter's goals said about them, a fortnight ago and lately. */
export function makeCheckIns(random: Random, today: string, goals: readonly Goal[], reps: readonly Rep[]): CheckIn[] {
  const { quarter } = periodsOf(today);
  const byId = new Map(reps.map((rep) => [rep.id, rep]));
  const asked = new Set(['new-customers', 'retention-rate', 'nps']);
  const about = goals.filter(({ period, kpi }) => period === quarter.period && asked.has(kpi));
  const made = about.flatMap((goal) => {
    const owner = byId.get(goal.ownerId ?? '');
    if (!owner) return [];
    const draw = random.fork(`check-in/${goal.kpi}/${goal.subject}`);
    return [14, 3].map((age) => {
      const confidence = draw.weighted([
        ['on-track', 6],
        ['at-risk', 3],
        ['off-track', 1],
      ] as const);
      const at = instantOn(addDays(today, -age), draw.integer(500, 1000));
      return { goal, owner, at, confidence, note: draw.pick(wordsOf(owner).checkIns[confidence]) };
    });
  });
  return made.map(({ goal, owner, at, confidence, note }, index) =>
    sampleCheckIn(random, {
      id: demoId('check-in', index),
      goalId: goal.id,
      at,
      createdAt: at,
      confidence,
      note,
      authorId: owner.id,
      subject: goal.subject,
      period: goal.period,
    }),
  );
}

const topics = ['customers', 'reliability', 'teamwork', 'expertise'] as const;

/** Reviews of the quarter before, acknowledged; of this one the first drafts and what waits to be acknowledged. */
export function makeReviews(random: Random, today: string, reps: readonly Rep[]): Review[] {
  const periods = periodsOf(today);
  const made: Review[] = [];
  for (const [index, rep] of led(reps).entries()) {
    const draw = random.fork(`review/${rep.id}`);
    const words = wordsOf(rep);
    const add = (kind: Review['kind'], status: Review['status'], period: string, age: number) => {
      const at = instantOn(addDays(today, -age), draw.integer(540, 1000));
      const [text, acknowledgement] = entry(words.reviews, index % words.reviews.length);
      made.push(
        sampleReview(draw, {
          id: demoId('review', made.length),
          repId: rep.id,
          period,
          kind,
          status,
          authorId: kind === 'self' ? rep.id : leaderOf(rep),
          ratings: topics.map((topic) => ({ topic, rating: draw.integer(kind === 'self' ? 3 : 2, 5) })),
          text: kind === 'self' ? entry(words.selves, index % words.selves.length) : text,
          createdAt: at,
          sharedAt: later(at, 30),
          ...(status === 'acknowledged' && { acknowledgement, acknowledgedAt: later(at, 3 * 24 * 60) }),
        }),
      );
    };
    add('self', 'shared', periods['last-quarter'].period, 110);
    add('superior', 'acknowledged', periods['last-quarter'].period, 104);
    if (index % 3 === 0) add('superior', 'shared', periods.quarter.period, 4);
    if (index % 3 === 1) add('self', 'shared', periods.quarter.period, 6);
  }
  return made;
}

/** Thanks among colleagues over the last weeks. */
export function makeRecognitions(random: Random, today: string, reps: readonly Rep[]): Recognition[] {
  /** Who is thanked, by whom, how many days ago; places in `reps`. */
  const said: readonly (readonly [language: 'en' | 'zh-CN', rep: number, author: number, age: number])[] = [
    ['en', 1, 0, 33],
    ['en', 2, 0, 19],
    ['en', 3, 1, 9],
    ['en', 1, 2, 2],
    ['zh-CN', 5, 4, 30],
    ['zh-CN', 6, 4, 16],
    ['zh-CN', 7, 5, 8],
    ['zh-CN', 6, 7, 3],
  ];
  return said.map(([language, rep, author, age], index) => {
    const [kpi, text] = entry(judgementWords[language].recognitions, index % 4);
    return sampleRecognition(random, {
      id: demoId('recognition', index),
      repId: entry(reps, rep).id,
      authorId: entry(reps, author).id,
      at: instantOn(addDays(today, -age), 960),
      text,
      ...(kpi !== undefined && { kpi }),
    });
  });
}

/** Two appeals against figures of this quarter: one that waits, and one that was decided. */
export function makeAppeals(today: string, reps: readonly Rep[]): Approval[] {
  const { period } = periodsOf(today).quarter;
  const at = (age: number, minutes: number) => instantOn(addDays(today, -age), minutes);
  const appeal = (
    index: number,
    rep: Rep,
    asked: string,
    given: Partial<Approval> & Pick<Approval, 'title'>,
  ): Approval => ({
    id: demoId('approval', index),
    version: given.decidedAt === undefined ? 1 : 2,
    createdAt: asked,
    updatedAt: given.decidedAt ?? asked,
    kind: 'kpi-appeal',
    status: 'asked',
    requesterId: rep.id,
    subject: { kind: 'rep', id: rep.id },
    period,
    ...given,
  });
  return [
    appeal(0, entry(reps, 2), at(5, 620), {
      title: 'Complaints: two are not mine',
      text: 'Two of these complaints are about deliveries to a customer that I took over after they were opened.',
      kpi: 'complaints',
    }),
    appeal(1, entry(reps, 6), at(12, 560), {
      title: '新客户数少计一位',
      text: '其中一位客户的首次采购在系统里登记晚了一周，应计入本季。',
      kpi: 'new-customers',
      status: 'approved',
      deciderId: demo.managers.east,
      decidedAt: at(10, 700),
      reason: '已核对订单日期，采购日期已更正，指标会随之更新。',
    }),
  ];
}
