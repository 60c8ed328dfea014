import { sql } from 'kysely';
import type {
  KpiDefinitionChange,
  KpiDefinitionCreate,
  KpiDefinitionRecord,
} from '@liaise/core/records/kpi-definition';
import { checkKpi, findKpi } from '@liaise/core/kpi';
import { Refusal, bodyRefusal } from '../http/refusal.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** @throws {Refusal} with every fault of the definition, each where it stands */
function checkDefinition(definition: unknown): void {
  const faults = checkKpi(definition);
  if (faults.length === 0) return;
  throw new Refusal('invalid-body', {
    issues: faults.slice(0, 50).map(({ path, code, message }) => ({
      path: path === '' ? 'body.definition' : `body.definition.${path}`,
      code,
      message,
    })),
  });
}

const taken = (message: string): Refusal =>
  new Refusal('already-exists', { issues: [{ path: 'body.definition.id', code: 'already-exists', message }] });

/** Whether a goal asks for the KPI. */
async function isAimedAt({ work }: Call, kpi: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    SELECT EXISTS (SELECT 1 FROM goals g WHERE g.tenant_id = ${work.actor.tenantId} AND g.kpi = ${kpi}) AS used`.execute(
    work.sql,
  );
  return rows[0]?.used === true;
}

/** A KPI of the company's own is kept only when it can work and its id is free; the id stays, since others name it. */
export const kpiDefinitions: Hooks<KpiDefinitionRecord, KpiDefinitionCreate, KpiDefinitionChange> = {
  async create(call, body) {
    checkDefinition(body.definition);
    const { id } = body.definition;
    if (findKpi(id)) throw taken('The catalogue has a KPI with this id: choose another.');
    const same = await call.work.list('kpi-definitions', { filters: { kpi: id }, limit: 1 });
    if (same[0] && same[0].id !== body.id)
      throw taken('There is a KPI with this id already: change it, or choose another id.');
    return enveloped(call, body);
  },
  change(_call, before, after, patch) {
    if (patch.definition === undefined) return after;
    // A definition is replaced whole: merged into the one before, it would be neither.
    checkDefinition(patch.definition);
    if (patch.definition.id !== before.definition.id)
      throw bodyRefusal('definition.id', 'fixed', 'The id stays as it was made, since goals and scorecards name it.');
    return { ...after, definition: patch.definition };
  },
  async remove(call, { id, version, definition }) {
    if (await isAimedAt(call, definition.id))
      throw new Refusal('conflict', { detail: 'Goals aim at this KPI: remove them first.' });
    if (!(await call.work.remove('kpi-definitions', id, call.ifMatch === null ? undefined : version)))
      throw new Refusal('version-mismatch');
  },
};
