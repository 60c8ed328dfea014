/** A named change of the schema: SQL statements in order, one DDL statement each. Once released it is never edited. */
export interface Migration {
  /** `NNNN-what-it-does`; migrations run in the order of their numbers. */
  name: string;
  steps: readonly string[];
}
