import { createHash } from 'node:crypto';

/** How many respondents answer at the same time. */
export const connections = 64;

/** The token of a numbered link: the same in every process. */
export const tokenOf = (number: number): string =>
  `demo.${createHash('sha256')
    .update(`link ${String(number)}`)
    .digest('base64url')
    .slice(0, 22)}`;

/** What its holder answers. */
export const bodyOf = (number: number): string =>
  JSON.stringify({
    answers: { recommend: number % 11, why: `The technician came on time, visit ${String(number)}.` },
    final: true,
  });
