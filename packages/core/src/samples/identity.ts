import { identifierFrom } from '../records/identifier.ts';
import { addDays, instantOn, sampleToday } from './calendar.ts';
import { seededRandom, type Random } from './random.ts';

/** Every kind of sample record; its place here is part of its identifiers, so new ones go to the end. */
const kinds = [
  'team',
  'rep',
  'customer',
  'contact',
  'assignment',
  'product',
  'purchase',
  'visit',
  'interaction',
  'task',
  'opportunity',
  'case',
  'note',
  'goal',
  'survey',
  'invitation',
  'response',
  'history',
  'relation',
  'tier-change',
  'check-in',
  'scorecard-model',
  'review',
  'recognition',
  'approval',
] as const;
export type SampleKind = (typeof kinds)[number];

const EPOCH = Date.UTC(2025, 0, 1);
const DAY = 86_400_000;

/**
 * The identifier of the `index`th demo record of a kind: a UUIDv7 that never changes. Each kind has days of its own from
 * 2025-01-01, and within a kind identifiers sort by index.
 */
export function demoId(kind: SampleKind, index: number): string {
  const millisecond = EPOCH + kinds.indexOf(kind) * 7 * DAY + index * 60_000;
  return identifierFrom(millisecond, 0, seededRandom(`${kind}/${index}`).fill);
}

/** An identifier drawn from a random source. */
export function sampleId(random: Random): string {
  return identifierFrom(EPOCH + random.integer(0, 364) * DAY + random.integer(0, DAY - 1), 0, random.fill);
}

/** What every stored record carries beside its own fields. Without `createdAt` the record is some days old. */
export function envelope(random: Random, given: { id?: string; createdAt?: string; updatedAt?: string }) {
  const id = given.id ?? sampleId(random);
  const createdAt =
    given.createdAt ?? instantOn(addDays(sampleToday, -random.integer(1, 300)), random.integer(480, 1020));
  return { id, version: 1, createdAt, updatedAt: given.updatedAt ?? createdAt };
}
