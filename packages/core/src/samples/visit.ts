import type { Customer } from '../records/customer.ts';
import type { Visit, VisitMoveName, VisitMoveRequest, VisitStatus } from '../records/visit.ts';
import { moveVisit, newVisit } from '../visits/move.ts';
import { addDays, instantOn, later, sampleToday } from './calendar.ts';
import { sampleId } from './identity.ts';
import { positionNear } from './places.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import { visitTypes, type SampleLanguage } from './words/wording.ts';

/** The way to each status. */
const ways: Readonly<Record<VisitStatus, readonly VisitMoveName[]>> = {
  planned: [],
  'checked-in': ['check-in'],
  'checked-out': ['check-in', 'check-out'],
  reported: ['check-in', 'check-out', 'report'],
  reviewed: ['check-in', 'check-out', 'report', 'review'],
  skipped: ['skip'],
  cancelled: ['cancel'],
  'no-show': ['no-show'],
  'force-closed': ['check-in', 'force-close'],
};

/** What a sample visit is made for. */
export interface VisitSetting {
  id?: string;
  customerId?: string;
  repId?: string;
  /** Who reviews; the rep where nobody is named. */
  managerId?: string;
  contactIds?: string[];
  type?: (typeof visitTypes)[number];
  status?: VisitStatus;
  /** When it was to begin, RFC 3339 in UTC. */
  start?: string;
  unplanned?: boolean;
  /** When it was planned; some days before its start unless said. */
  createdAt?: string;
  site?: Customer['site'];
  language?: SampleLanguage;
  /** A next step's due day; without it none was agreed. */
  nextDueOn?: string;
}

/** A sample visit that went its way through the state machine, move by move, with notes in the customer's language. */
export function sampleVisit(random: Random, setting: VisitSetting = {}): Visit {
  const { language = 'en', status = 'reported', unplanned = false } = setting;
  const words = wordingIn[language];
  const type = setting.type ?? random.pick(visitTypes);
  const start = setting.start ?? instantOn(addDays(sampleToday, -random.integer(1, 80)), 540);
  const repId = setting.repId ?? sampleId(random);
  const minutes = random.integer(4, 16) * 5;
  const notice = random.integer(2, 12) * 24 * 60;
  const createdAt = setting.createdAt ?? (unplanned ? start : later(start, -notice));
  const planned = newVisit(
    {
      id: setting.id ?? sampleId(random),
      customerId: setting.customerId ?? sampleId(random),
      type,
      ...(!unplanned && { plannedStart: start, plannedEnd: later(start, Math.max(30, minutes)) }),
      ...(random.chance(0.8) && { purpose: random.pick(words.visits[type].purposes) }),
      ...(setting.contactIds && { contactIds: setting.contactIds }),
    },
    { repId, now: createdAt },
  );
  const report = tell(random, { ...setting, language, type });
  const arrived = unplanned ? 0 : random.integer(-8, 14);
  // Minutes after the start.
  const times: Readonly<Record<VisitMoveName, number>> = {
    'check-in': arrived,
    'check-out': arrived + minutes,
    report: arrived + minutes + random.integer(1, 200),
    review: arrived + random.integer(1, 4) * 24 * 60 + random.integer(300, 500),
    skip: -random.integer(10, 90),
    cancel: -random.integer(60, 1200),
    'no-show': random.integer(5, 20),
    'force-close': arrived + 9 * 60,
  };
  const places = { 'check-in': standAt(random, setting.site), 'check-out': standAt(random, setting.site) };
  const visit = ways[status].reduce((before, move) => {
    const at = later(start, times[move]);
    const reasons = words.reasons[move];
    const position = move === 'check-in' || move === 'check-out' ? places[move] : undefined;
    const request: VisitMoveRequest = {
      move,
      at,
      ...(position && { position }),
      ...(reasons && { reason: random.pick(reasons) }),
      ...(move === 'report' && report),
    };
    // Most devices are online at once; some are a while in a basement.
    const told = later(at, random.chance(0.85) ? 0 : random.integer(3, 180));
    const receivedAt = told > before.updatedAt ? told : before.updatedAt;
    const by = move === 'review' ? (setting.managerId ?? repId) : repId;
    const result = moveVisit(before, request, { by, role: move === 'review' ? 'manager' : 'rep', receivedAt });
    if (!result.ok) throw new Error(`A sample visit cannot ${move}: ${result.refusal.message}`);
    return { ...result.visit, updatedAt: receivedAt };
  }, planned);
  return visit;
}

function tell(
  random: Random,
  { language, type, nextDueOn }: VisitSetting & { language: SampleLanguage; type: (typeof visitTypes)[number] },
): Pick<VisitMoveRequest, 'notes' | 'outcome' | 'nextStep'> {
  const words = wordingIn[language];
  const outcome = random.weighted<NonNullable<Visit['outcome']>>(
    nextDueOn
      ? [
          ['agreed', 4],
          ['needs-follow-up', 5],
          ['met', 1],
        ]
      : [
          ['met', 6],
          ['agreed', 3],
          ['refused', 1],
          ['nobody-there', 0.4],
        ],
  );
  const happened = outcome === 'nobody-there' ? [] : [random.pick(words.visits[type].notes)];
  return {
    notes: [...happened, random.pick(words.visitEndings[outcome])].join(language === 'en' ? ' ' : ''),
    outcome,
    ...(nextDueOn && { nextStep: { title: random.pick(words.nextSteps), dueOn: nextDueOn } }),
  };
}

/** Where the device says it is: mostly at the site, at times coarse, far off or nowhere. */
function standAt(random: Random, site: Customer['site']) {
  const [metres, accuracy] = random.weighted([
    [[random.integer(0, 60), random.integer(5, 40)] as const, 88],
    [[random.integer(0, 60), 1500] as const, 4],
    [[random.integer(1200, 6000), 30] as const, 3],
    [[0, -1] as const, 5],
  ]);
  return site?.position && accuracy >= 0 ? positionNear(random, site.position, metres, accuracy) : undefined;
}
