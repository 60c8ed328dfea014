/** What questions need that depend on earlier answers, fetched for surveys that have such. */
export { pipe } from '@liaise/core/survey/pipe';
export { path } from '@liaise/core/survey/walk';
