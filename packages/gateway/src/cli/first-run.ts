import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { demoWorld } from '@liaise/core/samples/world';
import { systemActor } from '../access/directory.ts';
import { JobRunner } from '../jobs/runner.ts';
import { loadWorld } from '../store/sample.ts';
import type { Store, Tenant } from '../store/store.ts';
import { valueJob } from '../value/job.ts';

/** Whether nobody works in a tenant yet. */
function isEmpty(store: Store, { id, ref }: Tenant): Promise<boolean> {
  return store.transact(
    systemActor({ tenantId: id, tenantRef: ref }),
    async (work) => (await work.list('teams', { filters: {}, limit: 1 })).length === 0,
    { readOnly: true },
  );
}

/** Loads the sample company and computes its values and forecasts, so that the first page shows them. */
async function loadSample(store: Store, tenant: Tenant): Promise<void> {
  await loadWorld(store, tenant, demoWorld({ today: new Date().toISOString().slice(0, 10) }));
  await new JobRunner({ store, jobs: [] }).run(valueJob, tenant);
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
    await loadSample(store, found);
    return 'sample';
  }
  if (found || (tenants.length > 0 && ref === undefined)) return null;
  const tenant: Tenant = { id: newId(), ref: wanted, name: wanted, sample: !empty && wanted === demo.tenant };
  if (!tenant.sample) {
    await store.createTenant(tenant);
    return 'empty';
  }
  await loadSample(store, { ...tenant, name: 'Demo' });
  return 'sample';
}
