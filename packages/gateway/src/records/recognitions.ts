import type { Recognition, RecognitionChange, RecognitionCreate } from '@liaise/core/records/recognition';
import { findKpi } from '@liaise/core/kpi';
import { bodyRefusal, forbidden } from '../http/refusal.ts';
import { companyOf } from '../kpi/company.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

async function checkKpi({ work }: Call, kpi: string | undefined): Promise<void> {
  if (kpi !== undefined && !findKpi(kpi, (await companyOf(work)).own))
    throw bodyRefusal('kpi', 'unknown-kpi', 'There is no KPI with this id.');
}

const runs = (role: string): boolean => role === 'admin' || role === 'service';

/** Thanks go to somebody else; their author, or who runs the system, changes and removes them. */
export const recognitions: Hooks<Recognition, RecognitionCreate, RecognitionChange> = {
  refers: { repId: 'reps' },
  async create(call, body) {
    const { repId } = call.actor;
    if (body.repId === repId) throw bodyRefusal('repId', 'yourself', 'Somebody else says thanks to you.');
    await checkKpi(call, body.kpi);
    return { ...enveloped(call, body), ...(repId === undefined ? {} : { authorId: repId }) };
  },
  async change(call, before, after) {
    if (before.authorId !== call.actor.repId && !runs(call.actor.role))
      throw forbidden('Only its author may change this.');
    if (after.repId !== before.repId) throw bodyRefusal('repId', 'fixed', 'This stays as it was made: create another.');
    if (after.kpi !== before.kpi) await checkKpi(call, after.kpi);
    return after;
  },
};
