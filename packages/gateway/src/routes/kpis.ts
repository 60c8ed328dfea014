import { drawBadge, toSvg } from '@liaise/core/draw';
import type { drawKpi, readKpi, signKpi } from '@liaise/core/api/kpis';
import type { RouteRequest } from '@liaise/core/api/route';
import { findKpi, inLocale, type KpiDefinition, parsePeriod } from '@liaise/core/kpi';
import type { Rep } from '@liaise/core/records/rep';
import { systemActor } from '../access/directory.ts';
import { Refusal, forbidden } from '../http/refusal.ts';
import { companyOf } from '../kpi/company.ts';
import { kpiValues, type KpiRequest } from '../kpi/values.ts';
import { Reply, type Call, type WorkHandler } from './call.ts';
import { picturesOf } from './kpi-pictures.ts';

/** Where a question stands in a request. */
export type Root = 'query' | 'body';

const faultOf = (root: Root, name: string, code: string, message: string): Refusal =>
  new Refusal(`invalid-${root}`, { issues: [{ path: `${root}.${name}`, code, message }] });

/** A KPI of the catalogue or of the company's own. @throws {Refusal} where there is none of this id */
export async function definitionOf({ work }: Call, kpi: string, root: Root): Promise<KpiDefinition> {
  const definition = findKpi(kpi, (await companyOf(work)).own);
  if (!definition) throw faultOf(root, 'kpi', 'unknown-kpi', 'There is no KPI with this id.');
  return definition;
}

/** A request whose KPI and period exist, or a refusal that names what does not. */
async function checkQuestion({ kpi, period }: KpiRequest, root: Root, call: Call): Promise<KpiDefinition> {
  const definition = await definitionOf(call, kpi, root);
  try {
    parsePeriod(period, (await companyOf(call.work)).calendar, call.work.now.getTime());
    return definition;
  } catch {
    throw faultOf(root, 'period', 'unknown-period', 'There is no such period.');
  }
}

/**
 * The subject by id, where the caller may see its figures whole: a rep its own and its customers', a manager those of its
 * teams too, whoever runs the system all. A figure of which the caller would see a part only is refused, since it would
 * differ from everybody else's.
 */
export async function checkSubject(call: Call, subject: string, root: Root): Promise<string> {
  const field = `${root}.subject`;
  const { actor, work } = call;
  const [kind, ...rest] = subject.split(':');
  const id = rest.join(':');
  const runs = actor.role === 'admin' || actor.role === 'service' || actor.role === 'system';
  if (kind === 'tenant') {
    if (runs) return subject;
    throw forbidden('Figures of the whole company are for those who run the system.', field);
  }
  if (kind === 'customer') {
    const found = await call.customers.find(id);
    if (found === null) throw new Refusal('not-found');
    return `customer:${found}`;
  }
  if (kind === 'rep' && id === actor.repId) return subject;
  if (actor.role === 'rep') throw forbidden('A rep sees its own figures and those of its customers.', field);
  if (kind === 'team') {
    if (!runs && !actor.teamIds.includes(id)) throw forbidden('You lead other teams.', field);
    if (!(await work.read('teams', id))) throw new Refusal('not-found');
    return subject;
  }
  const rep = await work.read<Rep>('reps', id);
  if (!runs && !(rep && actor.teamIds.includes(rep.teamId))) {
    throw forbidden('This rep is in no team that you lead.', field);
  }
  if (!rep) throw new Refusal('not-found');
  return subject;
}

/** What a request for a KPI asks, checked: whether it exists and whether the caller may see it. */
export async function checkedQuestion(call: Call, request: KpiRequest, root: Root = 'query'): Promise<KpiRequest> {
  await checkQuestion(request, root, call);
  return { ...request, subject: await checkSubject(call, request.subject, root) };
}

/** `GET /v1/kpis` */
export const readKpiHandler: WorkHandler<typeof readKpi> = {
  async run(call, { query: { peers, ...question } }) {
    const request = await checkedQuestion(call, question);
    const [value] = await kpiValues(call.work, [request], { peers: peers !== 'false' });
    if (!value) throw new Refusal('not-found');
    return value;
  },
};

const purpose = 'kpi picture';
const signature = /^([a-z0-9-]{1,64})\.([A-Za-z0-9_-]{22})$/;

/** `POST /v1/kpis/signatures`: signs for whom the value was open when it was signed. */
export const signKpiHandler: WorkHandler<typeof signKpi> = {
  async run(call, { body }) {
    const { kpi, subject, period } = await checkedQuestion(call, body, 'body');
    const { tenantRef } = call.actor;
    const mac = call.services.secrets.sign(purpose, [tenantRef, kpi, subject, period]);
    const query = new URLSearchParams({ subject, period, signature: `${tenantRef}.${mac}` });
    return { path: `/v1/kpis/${kpi}.svg?${query.toString()}` };
  },
};

/** `GET /v1/kpis/{kpi}.svg`: whoever has the signed path sees this one value. */
export const drawKpiHandler: WorkHandler<typeof drawKpi> = {
  async actor({ services }, { params, query }) {
    const [, tenantRef = '', mac = ''] = signature.exec(query.signature) ?? [];
    const parts = [tenantRef, params.kpi, query.subject, query.period];
    // A picture is kept under its whole signature, and only once that has been checked.
    const isKept = picturesOf(services.store).find(pictureKey(params.kpi, query), services.clock()) !== null;
    const isSigned = isKept || services.secrets.verify(purpose, parts, mac);
    const tenant = isSigned ? await services.store.tenant(tenantRef) : null;
    if (!tenant) throw new Refusal('not-found');
    return systemActor({ tenantId: tenant.id, tenantRef: tenant.ref }, 'picture');
  },
  kept({ services }, { params, query }) {
    const found = picturesOf(services.store).find(pictureKey(params.kpi, query), services.clock());
    return found && picture(found.body, found.age);
  },
  async run(call, { params, query }) {
    const { subject, period, language = 'en' } = query;
    const { services, actor } = call;
    const keep = picturesOf(services.store).drawing(actor.tenantId);
    const request = { kpi: params.kpi, subject, period };
    const definition = await checkQuestion(request, 'query', call);
    const [value] = await kpiValues(call.work, [request], { peers: false });
    if (!value) throw new Refusal('not-found');
    const locale = supported(language);
    const body = toSvg(drawBadge(value, { locale, name: inLocale(definition.name, locale) }));
    keep(pictureKey(params.kpi, query), body, services.clock());
    return picture(body, 0);
  },
};

/** Which picture it is; the signature, which has been checked, names the tenant. */
const pictureKey = (
  kpi: string,
  { subject, period, language = 'en', signature: signed }: RouteRequest<typeof drawKpi>['query'],
): string => JSON.stringify([signed, kpi, subject, period, language]);

/** @param age how long ago it was drawn, in milliseconds: it may be shown for a minute in all */
const picture = (body: string, age: number): Reply =>
  new Reply(body, {
    'Content-Type': 'image/svg+xml; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': `private, max-age=${String(60 - Math.ceil(age / 1000))}`,
  });

/** A tag that `Intl` takes; English where it does not. */
function supported(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
