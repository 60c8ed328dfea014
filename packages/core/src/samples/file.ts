import type { FileRecord } from '../records/file.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';

const names = [
  ['floor-plan.pdf', 'application/pdf'],
  ['shop-front.jpg', 'image/jpeg'],
  ['signed-offer.pdf', 'application/pdf'],
  ['现场照片.jpg', 'image/jpeg'],
] as const;

/** The description of a sample file whose bytes are all there. */
export function sampleFile(random: Random, given: Partial<FileRecord> = {}): FileRecord {
  const [name, type] = random.pick(names);
  return {
    ...envelope(random, given),
    customerId: sampleId(random),
    name,
    type,
    size: random.integer(20_000, 4_000_000),
    sha256: Array.from({ length: 64 }, () => random.integer(0, 15).toString(16)).join(''),
    complete: true,
    ...given,
  };
}
