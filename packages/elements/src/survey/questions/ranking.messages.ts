import { catalog } from '../kit.ts';

/** What a ranking says. */
export const english = {
  how: 'Choose an option to rank it. Space picks a ranked one up, the arrow keys move it, Space puts it down, Delete takes it out.',
  at: (label: string, at: number, of: number) => `${label}, rank ${at} of ${of}`,
  out: (label: string) => `${label}, not ranked`,
  picked: (label: string, at: number, of: number) => `${label} picked up, rank ${at} of ${of}`,
  put: (label: string, at: number, of: number) => `${label} put down, rank ${at} of ${of}`,
  up: (label: string) => `Move ${label} up`,
  down: (label: string) => `Move ${label} down`,
  remove: (label: string) => `Take ${label} out of the ranking`,
};

export type RankingMessages = typeof english;

export const rankingMessages = catalog<RankingMessages>(english, { zh: () => import('./ranking.messages.zh.ts') });
