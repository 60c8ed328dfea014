import { valueJob } from '../value/job.ts';
import type { Job } from './job.ts';

/** Every job that a gateway does by itself. */
export const jobs: readonly Job[] = [valueJob];
