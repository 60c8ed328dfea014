import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { demoWorld } from '@liaise/core/samples/world';
import { systemActor } from '../access/directory.ts';
import { loadWorld } from '../store/sample.ts';
import type { Store, Tenant } from '../store/store.ts';

/** Whether nobody works in a tenant yet. */
function isEmpty(store: Store, { id, ref }: Tenant): Promise<boolean> {
  return store.transact(
    systemActor({ tenantId: id, tenantRef: ref }),
    async (work) => (await work.list('teams', { filters: {}, limit: 1 })).length === 0,
    { readOnly: true },
  );
}

/**
 * Puts a gateway's first tenant in place: the sample company, or an empty one. A sample that an earlier start did not
 * finish is loaded again.
 *
 * @returns what was done, for the person who started it; null where everything was there
 */
export async function firstRun(
  store: Store,
  { empty, ref }: { empty: boolean; ref: string | undefined },
): Promise<'sample' | 'empty' | null> {
  const tenants = await store.tenants();
  const wanted = ref ?? (empty ? 'main' : demo.tenant);
  const found = tenants.find((tenant) => tenant.ref === wanted);
  if (found?.sample && !empty && (await isEmpty(store, found))) {
    await loadWorld(store, found, demoWorld({ today: new Date().toISOString().slice(0, 10) }));
    return 'sample';
  }
  if (found || (tenants.length > 0 && ref === undefined)) return null;
  const tenant: Tenant = { id: newId(), ref: wanted, name: wanted, sample: !empty && wanted === demo.tenant };
  if (!tenant.sample) {
    await store.createTenant(tenant);
    return 'empty';
  }
  await loadWorld(store, { ...tenant, name: 'Demo' }, demoWorld({ today: new Date().toISOString().slice(0, 10) }));
  return 'sample';
}
