import { listValues as listRoute, type readPyramid as pyramidRoute } from '@liaise/core/api/value';
import { Refusal } from '../http/refusal.ts';
import { listPage } from '../routes/common.ts';
import type { Call, WorkHandler } from '../routes/call.ts';
import { checkSubject } from '../routes/kpis.ts';
import { listValues, readPyramid } from './read.ts';

async function checked(call: Call, subject: string): Promise<string> {
  if (subject.startsWith('customer:')) {
    const message = 'A pyramid is made of many customers: name a rep, a team or the tenant.';
    throw new Refusal('invalid-query', { issues: [{ path: 'query.subject', code: 'one-customer', message }] });
  }
  return checkSubject(call, subject, 'query');
}

/** `GET /v1/value/pyramid` */
export const readPyramidHandler: WorkHandler<typeof pyramidRoute> = {
  run: async (call, { query }) =>
    readPyramid(call.work, await checked(call, query.subject), { currency: query.currency }),
};

/** `GET /v1/value/customers` */
export const listValuesHandler: WorkHandler<typeof listRoute> = {
  async run(call, { query }) {
    const subject = await checked(call, query.subject);
    const { tier, signal, action, currency } = query;
    const { items, next } = await listPage(call, listRoute, query, (_filters, after, limit) =>
      listValues(call.work, { subject, tier, signal, action, currency }, after, limit),
    );
    return { items: items.map(({ id: _place, ...value }) => value), next };
  },
};
