import { catalog } from './kit.ts';

/** What a survey in front of the page offers to those who do not want it now. */
export const english = { later: 'Later', never: 'Don’t ask again' };

export type DeferralMessages = typeof english;

export const deferralMessages = catalog<DeferralMessages>(english, { zh: () => import('./deferral.messages.zh.ts') });
