import * as z from 'zod/mini';
import { kpiPeriod, kpiSubject } from '../records/goal.ts';
import { kpiValue } from '../records/kpi-value.ts';
import { language, slug } from '../records/primitives.ts';
import { route, staff } from './route.ts';

/** `GET /v1/kpis?kpi=&subject=&period=`: one value. */
export const readKpi = route({
  name: 'kpis.read',
  method: 'GET',
  path: '/v1/kpis',
  summary: "A KPI's value for a subject and a period, with all that explains it.",
  roles: staff,
  query: z.strictObject({ kpi: slug, subject: kpiSubject, period: kpiPeriod }),
  status: 200,
  answer: kpiValue,
});

/** `GET /v1/kpis/{kpi}.svg`: the badge as a picture. The signature stands in for a token; it is made by `POST /v1/kpis/signatures`. */
export const drawKpi = route({
  name: 'kpis.draw',
  method: 'GET',
  path: '/v1/kpis/{kpi}.svg',
  summary: 'A KPI badge as an SVG picture, for pages and mail that allow only an image.',
  roles: 'anyone',
  query: z.strictObject({
    subject: kpiSubject,
    period: kpiPeriod,
    signature: z.string().check(z.minLength(1), z.maxLength(500)),
    language: z.optional(language),
  }),
  status: 200,
  answerType: 'svg',
});

/** `POST /v1/kpis/signatures`: the signed path of a badge picture. */
export const signKpi = route({
  name: 'kpis.sign',
  method: 'POST',
  path: '/v1/kpis/signatures',
  summary: 'Sign the path of a KPI badge picture. Whoever has the path sees this one value.',
  roles: staff,
  body: z.strictObject({ kpi: slug, subject: kpiSubject, period: kpiPeriod }),
  status: 200,
  answer: z.object({ path: z.string() }),
  limits: { bytes: 4096, depth: 2, entries: 10 },
  safe: true,
});
