import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';
import { filedMessages } from '../base/filing.messages.ts';

/** The words of the form in which a goal is checked in on. */
const english = {
  ...baseMessages,
  filed: filedMessages,
  confidence: 'How sure are you that it will be reached?',
  value: 'Figure as you see it',
  note: 'What helps, what hinders',
  optional: 'optional',
  save: 'Save the check-in',
  back: 'Back',
  units: { days: 'days', hours: 'hours' } as Readonly<Record<string, string>>,
  wrong: {
    confidence: 'Choose one of the three.',
    value: 'Give a number, such as 12.5, or leave it empty.',
    note: 'Shorten this to at most 2,000 characters.',
  },
};

export type CheckInMessages = typeof english;

export const checkInMessages = catalog<CheckInMessages>(english, {
  zh: () => import('./check-in-work.messages.zh.ts'),
});
