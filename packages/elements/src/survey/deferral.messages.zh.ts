import type { DeferralMessages } from './deferral.messages.ts';

export default { later: '以后再说', never: '不再询问' } satisfies DeferralMessages;
