/** What questions need that depend on earlier answers, fetched for surveys that have such. */
export { path, pipe } from '@liaise/core/survey';
