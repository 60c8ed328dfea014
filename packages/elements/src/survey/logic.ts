/** The logic of questions that depend on others, fetched for surveys that have it. */
export { path } from '@liaise/core/survey';
