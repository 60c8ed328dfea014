import { listHistory as historyRoute, type readCard as readCardRoute } from '@liaise/core/api/customers';
import type { CustomerCard } from '@liaise/core/api/customers';
import { readCard } from '../card/card.ts';
import { Refusal } from '../http/refusal.ts';
import { listHistory } from '../records/history.ts';
import type { WorkHandler } from './call.ts';
import { listPage, readOne } from './common.ts';

/** `GET /v1/customers/{id}/card` */
export const readCardHandler: WorkHandler<typeof readCardRoute> = {
  async run(call, { params }) {
    const id = await call.customers.ofPath(params.id);
    const card: CustomerCard | null = call.cards?.get(id) ?? (call.cards ? null : await readCard(call.work, id));
    if (!card) throw new Refusal('not-found');
    return card;
  },
};

/** `GET /v1/customers/{id}/history` */
export const listHistoryHandler: WorkHandler<typeof historyRoute> = {
  async run(call, { params, query }) {
    const customer = await readOne(call, 'customers', params.id);
    const scoped = { ...query, customerId: customer.id };
    return listPage(call, historyRoute, scoped, (_filters, after, limit) =>
      listHistory(call, customer.id, after, limit),
    );
  },
};
