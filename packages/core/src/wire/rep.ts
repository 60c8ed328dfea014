// Written out from ../records/rep.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/rep.ts';
import { flag, list, object, oneOf, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { day, externalRef, id, instant, language, slug, timeZone } from './primitives.ts';

export const certification: CheckOf<typeof source.certification> = /* @__PURE__ */ (() =>
  object({ name: slug, tier: whole(1, 10) }, { issuedOn: day, expiresOn: day }))();
export const rep: CheckOf<typeof source.rep> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      name: line(200),
      teamId: id,
      grade: oneOf('junior', 'intermediate', 'senior', 'principal'),
      active: flag,
    },
    {
      email: line(320),
      phone: line(40),
      title: line(120),
      language,
      timeZone,
      skills: list(slug, 50),
      industries: list(line(120), 50),
      certifications: list(certification, 50),
      capacity: whole(0, 100000),
      externalRefs: list(externalRef, 20),
    },
  ))();
