import { pageSize } from '@liaise/core/api/page';
import { listValues as listRoute, type readPyramid as pyramidRoute } from '@liaise/core/api/value';
import { readPlace, writePlace, type CursorScope } from '../http/cursor.ts';
import { Refusal } from '../http/refusal.ts';
import type { Call, WorkHandler } from '../routes/call.ts';
import { checkSubject } from '../routes/kpis.ts';
import { scopeOf } from '../routes/scope.ts';
import { readCompanySettings } from '../settings/settings.ts';
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
    readPyramid(call.work, await checked(call, query.subject), {
      currency: query.currency,
      preferred: (await readCompanySettings(call.work)).currency,
    }),
};

/** `GET /v1/value/customers` */
export const listValuesHandler: WorkHandler<typeof listRoute> = {
  async run(call, { query }) {
    const subject = await checked(call, query.subject);
    const { tier, signal, action, currency } = query;
    const { services, actor } = call;
    const scope: CursorScope = {
      route: listRoute.name,
      tenant: actor.tenantId,
      actor: scopeOf(actor),
      filters: { subject, tier: tier ?? '', signal: signal ?? '', action: action ?? '', currency: currency ?? '' },
    };
    const after = query.cursor === undefined ? undefined : readPlace(services.secrets, scope, query.cursor);
    const size = query.limit === undefined ? pageSize.usual : Number(query.limit);
    const found = await listValues(call.work, { subject, tier, signal, action, currency }, after, size + 1);
    const items = found.slice(0, size);
    const last = items.at(-1);
    return {
      items: items.map(({ place: _place, ...value }) => value),
      next: found.length > size && last ? writePlace(services.secrets, scope, last.place) : null,
    };
  },
};
