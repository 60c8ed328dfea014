import { LiaiseError } from '../error.ts';
import type { GatewayQuery } from './query.ts';
import { resultsQuery } from './survey-results.ts';

export const query: GatewayQuery<'survey-results-file'> = {
  async ask(connection, asked, signal) {
    const filters = new URLSearchParams(Object.entries(resultsQuery(asked)));
    const path = `/v1/surveys/${encodeURIComponent(asked.survey)}/results.csv?${filters.toString()}`;
    const answer = await connection.send(path, { method: 'GET', signal });
    const { ok, status } = answer;
    if (!ok) throw new LiaiseError({ code: status === 403 ? 'forbidden' : 'unavailable', status });
    const [, name = 'results.csv'] = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
    // `text()` would drop the mark by which a spreadsheet knows UTF-8.
    return { name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()) };
  },
};
