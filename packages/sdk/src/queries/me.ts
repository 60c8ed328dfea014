import { readMe } from '@liaise/core/wire/me';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'me'> = {
  ask: (connection, _question, signal) => connection.call(readMe, {}, { signal }),
  ...(readMe.answer && { kept: readMe.answer }),
};
