import { chinese } from './chinese.ts';
import { english } from './english.ts';
import type { SampleLanguage, Wording } from './wording.ts';

/** What samples say in a language. */
export const wordingIn: Readonly<Record<SampleLanguage, Wording>> = { en: english, 'zh-CN': chinese };
