import { catalog } from '../base/catalog.ts';
import { filedMessages } from '../base/filing.messages.ts';

const english = {
  filed: filedMessages,
  whom: 'Whom',
  choose: 'Choose a colleague',
  needsWhom: 'Choose whom you want to thank.',
  text: 'What for',
  needsText: 'Say what it is for.',
  seen: 'Everybody in the company sees it, with your name.',
  send: 'Send',
};

export type RecognitionFormMessages = typeof english;

export const recognitionMessages = catalog<RecognitionFormMessages>(english, {
  zh: () => import('./leaderboard.form.messages.zh.ts'),
});
