/** What questions need that depend on earlier answers, on chance or on the language: fetched for surveys that have such. */
export { optionOrder, order } from '@liaise/core/survey/order';
export { pipe } from '@liaise/core/survey/pipe';
export { localize } from '@liaise/core/survey/text';
export { path } from '@liaise/core/survey/walk';
export { isBlank } from './kit.ts';
