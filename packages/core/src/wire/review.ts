// Written out from ../records/review.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/review.ts';
import { list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { kpiPeriod } from './goal.ts';
import { externalRef, id, instant, slug } from './primitives.ts';

export const reviewRating: CheckOf<typeof source.reviewRating> = /* @__PURE__ */ (() =>
  object({ topic: slug, rating: whole(1, 5) }, { comment: text(2000) }))();
export const review: CheckOf<typeof source.review> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      repId: id,
      period: kpiPeriod,
      kind: oneOf('self', 'superior'),
      ratings: list(reviewRating, 30),
      status: oneOf('draft', 'shared', 'acknowledged'),
    },
    {
      text: text(8000),
      acknowledgement: text(4000),
      externalRefs: list(externalRef, 20),
      authorId: id,
      sharedAt: instant,
      acknowledgedAt: instant,
    },
  ))();
