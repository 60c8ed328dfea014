import { kpiPeriod } from '../records/goal.ts';
import { id, slug } from '../records/primitives.ts';
import { recognition, recognitionChange, recognitionCreate } from '../records/recognition.ts';
import { resource } from './resource.ts';

/** `/v1/recognitions` */
export const recognitions = resource({
  name: 'recognitions',
  one: 'recognition',
  stored: recognition,
  create: recognitionCreate,
  change: recognitionChange,
  filters: { repId: id, kpi: slug, period: kpiPeriod },
});
