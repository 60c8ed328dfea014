import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

const reasons: Partial<Record<string, string>> = {
  'no-data': 'no data',
  'below-minimum': 'too few cases',
  'mixed-currencies': 'several currencies',
  'not-started': 'not begun',
  'too-little-covered': 'too little data',
};

const english = {
  ...baseMessages,
  choose: 'No leaderboard is chosen: the page has to name a KPI or a model, and a period.',
  nobody: 'There is nobody to rank here.',
  board: 'Leaderboard',
  company: 'Whole company',
  columns: { position: 'Place', name: 'Name', value: 'Value', change: 'Change' },
  /** @param others how many share the place beside this one */
  shared: (others: number): string => `shared with ${others} ${others === 1 ? 'other' : 'others'}`,
  you: 'you',
  sample: (n: string): string => `n = ${n}`,
  unranked: (reason: string): string => `not ranked: ${reasons[reason] ?? 'no figure'}`,
  up: (places: number): string => `${places} up`,
  down: (places: number): string => `${places} down`,
  same: 'unchanged',
  asOf: (when: string, running: boolean): string =>
    `As of ${when}${running ? '. The period is still running, so places may change.' : ''}`,
  outliers: 'Far from the others',
  onlyLeaders: 'Only leaders see this. It says where to look, not why.',
  'learn-from': 'Learn from',
  help: 'Help',
  by: (figure: string): string => `by ${figure}`,
  recognitions: 'Recognition',
  none: 'Nobody has been thanked yet in this period.',
  from: (name: string): string => `from ${name}`,
  recognise: 'Thank a colleague',
};

export type LeaderboardMessages = typeof english;

export const leaderboardMessages = catalog(english, { zh: () => import('./leaderboard.messages.zh.ts') });
