/** Which rep looks after which customer: proposals by rules, each with its reasons. */
export { allocate } from './allocate.ts';
export {
  allocationGrades,
  reasonCodes,
  type AllocatedCustomer,
  type AllocatedRep,
  type AllocatedTo,
  type Allocation,
  type AllocationGrade,
  type AllocationRules,
  type AllocationTotals,
  type Gap,
  type HeldCertification,
  type NeededCertification,
  type Reason,
  type ReasonCode,
  type RepLoad,
  type RuleWeights,
} from './types.ts';
