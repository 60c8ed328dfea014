import * as z from 'zod/mini';
import { kpiPeriod, kpiSubject } from '../records/goal.ts';
import { kpiUnits, kpiValue } from '../records/kpi-value.ts';
import { id, language, slug } from '../records/primitives.ts';
import { paging } from './page.ts';
import { route, staff } from './route.ts';

/**
 * `GET /v1/kpis?kpi=&subject=&period=&peers=&language=`: one value. The formula is told in `language`, in English unless said. `peers` says whether it also tells where the subject stands among its peers
 * (`rank`, `peers`), for which the figures of all of them are counted: unless said, a value read alone does and one in a batch does not.
 */
export const readKpi = route({
  name: 'kpis.read',
  method: 'GET',
  path: '/v1/kpis',
  summary: "A KPI's value for a subject and a period, with all that explains it.",
  roles: staff,
  query: z.strictObject({
    kpi: slug,
    subject: kpiSubject,
    period: kpiPeriod,
    peers: z.optional(z.enum(['true', 'false'])),
    language: z.optional(language),
  }),
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

const words = z.object({ en: z.string(), 'zh-CN': z.string() });

/** A KPI as the catalogue lists it. */
export const catalogueKpi = z.object({
  id: slug,
  name: words,
  unit: z.enum(kpiUnits),
  direction: z.enum(['higher', 'lower', 'neutral']),
  formula: words,
  minimumN: z.int(),
  /** It builds up from 0 over the period. */
  cumulative: z.boolean(),
  /** It has a value for a period that has not begun. */
  ahead: z.boolean(),
  /** Of the company's own (`/v1/kpi-definitions`), not of the house. */
  own: z.boolean(),
});

export type CatalogueKpi = z.output<typeof catalogueKpi>;

/** `GET /v1/kpis/catalogue`: every KPI that can be asked for, the house's and then the company's own. */
export const readCatalogue = route({
  name: 'kpis.catalogue',
  method: 'GET',
  path: '/v1/kpis/catalogue',
  summary: 'Every KPI that can be asked for, with its formula in words.',
  roles: staff,
  status: 200,
  answer: z.object({ items: z.array(catalogueKpi) }),
});

/** A record behind a value. */
export const kpiSource = z.object({
  resource: z.string(),
  id,
  customerId: z.optional(id),
  /** When it counts: an instant, or a day. For customers the moment at which they are looked at. */
  at: z.string(),
  /** Of which sum it is a part: the upper or lower one of a ratio, or the one there is. */
  tally: z.enum(['numerator', 'denominator', 'value']),
  /**
   * Whether it adds to the sum. Of a share every row of its base is listed, and `counted` says which fulfil it; of different values
   * the first row of each counts.
   */
  counted: z.boolean(),
  /** What it adds, where that is not 1: an amount in minor units, hours, points, an answer as it is scored. Negative where it is taken off. */
  value: z.optional(z.number()),
  /** Of money. */
  currency: z.optional(z.string()),
  /** Of an answer: the question. */
  question: z.optional(z.string()),
});

export type KpiSource = z.output<typeof kpiSource>;

/**
 * `GET /v1/kpis/sources?kpi=&subject=&period=`: the records behind a value, those that the caller sees. `hidden`: how many of this
 * page's records it may not see, though they count.
 */
export const readKpiSources = route({
  name: 'kpis.sources',
  method: 'GET',
  path: '/v1/kpis/sources',
  summary: 'The records that a KPI value was made of.',
  roles: staff,
  query: z.strictObject({ kpi: slug, subject: kpiSubject, period: kpiPeriod, ...paging }),
  status: 200,
  answer: z.object({
    items: z.array(kpiSource),
    hidden: z.int(),
    next: z.nullable(z.string()),
  }),
});
