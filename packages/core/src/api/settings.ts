import { companySettings, companySettingsChange } from '../records/company-settings.ts';
import { route, staff } from './route.ts';

/** `GET /v1/settings`: what the company decided for all of its figures. */
export const readSettings = route({
  name: 'settings.read',
  method: 'GET',
  path: '/v1/settings',
  summary: "The company's calendar, currency and models.",
  roles: staff,
  status: 200,
  answer: companySettings,
  versioned: true,
});

/** `PATCH /v1/settings` */
export const changeSettings = route({
  name: 'settings.change',
  method: 'PATCH',
  path: '/v1/settings',
  summary: "Change the company's settings by an RFC 7396 merge patch.",
  roles: ['admin'],
  body: companySettingsChange,
  bodyType: 'merge',
  status: 200,
  answer: companySettings,
  limits: { bytes: 4096, depth: 4, entries: 20 },
  versioned: true,
});
