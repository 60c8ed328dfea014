import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

const english = {
  ...baseMessages,
  title: 'Targets and weights',
  choose: 'No period is chosen: the page has to name one.',
  targets: 'Targets',
  noTargets: 'No targets are set for this period.',
  company: 'Company',
  somebody: 'Somebody else',
  due: (day: string): string => `due ${day}`,
  from: (baseline: string): string => `from ${baseline}`,
  missing: (parts: string): string => `Lacks ${parts}.`,
  count: (count: number, written: string): string => `${written} target${count === 1 ? '' : 's'}`,
  lack: (count: number, written: string, part: string): string => `${written} lack${count === 1 ? 's' : ''} ${part}`,
  lacks: { wording: 'a wording', baseline: 'a baseline', ownerId: 'an owner', dueOn: 'a due date' },
  change: 'Change',
  changeOf: (name: string): string => `Change: ${name}`,
  add: 'Add a target',
  weights: 'Weights of the scorecard',
  model: 'Model',
  edition: (number: string, from: string): string => `Edition ${number}, from ${from}`,
  inForce: 'in force',
  ahead: 'not begun',
  noModel: 'There is no scorecard model yet.',
  weight: (weight: string, share: string): string => `weight ${weight}, ${share}`,
  newEdition: 'Make a new edition',
  changeEdition: 'Change the edition that has not begun',
  newModel: 'Make a model',
};

export type TargetsMessages = typeof english;

export const targetsMessages = catalog<TargetsMessages>(english, { zh: () => import('./targets.messages.zh.ts') });
