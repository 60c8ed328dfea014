import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

const english = {
  ...baseMessages,
  title: 'Goals',
  choose: 'No period is chosen: the page has to name one.',
  noGoals: 'No goals are set for this period.',
  company: 'Company',
  somebody: 'Somebody else',
  of: (value: string, target: string): string => `${value} of ${target}`,
  way: (share: string): string => `${share} of the way`,
  expected: (pace: string): string => `${pace} expected by now`,
  paces: {
    good: 'on pace',
    warn: 'slightly behind',
    bad: 'behind',
    none: '',
  },
  ends: { good: 'reached', warn: 'nearly reached', bad: 'not reached', none: '' },
  noValue: 'no figure yet',
  hidden: 'its figure is not shown to you',
  from: (baseline: string): string => `from ${baseline}`,
  owner: (name: string): string => `Owner: ${name}`,
  due: (day: string): string => `due ${day}`,
  confidences: { 'on-track': 'On track', 'at-risk': 'At risk', 'off-track': 'Off track' },
  said: (when: string): string => `checked in ${when}`,
  reported: (value: string): string => `reported: ${value}`,
  neverSaid: 'No check-in yet',
  checkIn: 'Check in',
  checkInOn: (goal: string): string => `Check in: ${goal}`,
  earlier: (count: string): string => `Earlier check-ins (${count})`,
  below: (count: string, goal: string): string => `Goals below ${goal}: ${count}`,
};

export type GoalsMessages = typeof english;

export const goalsMessages = catalog<GoalsMessages>(english, { zh: () => import('./goals.messages.zh.ts') });
