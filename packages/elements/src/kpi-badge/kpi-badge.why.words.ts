import { catalog } from '../base/catalog.ts';
import { whyEnglish, type WhyMessages } from './kpi-badge.why.messages.ts';

/** The words of what explains a figure. */
export const whyMessages = catalog<WhyMessages>(whyEnglish, { zh: () => import('./kpi-badge.why.messages.zh.ts') });
