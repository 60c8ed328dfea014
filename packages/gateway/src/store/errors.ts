/** Thrown when a row policy refuses a write, or when what a row refers to is not there for the actor. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** Thrown when a write meets another record that already holds something unique, such as an external reference. */
export class AlreadyThere extends Error {
  override readonly name = 'AlreadyThere';
  /** What is taken: `externalRefs`, `holder`, `response`, or the name of the unique key. */
  readonly what: string;
  constructor(what: string, options?: ErrorOptions) {
    super(`Another record already holds this: ${what}.`, options);
    this.what = what;
  }
}

/** Thrown when a record names another that is not there. `field` is the naming field, as the record spells it. */
export class MissingReference extends Error {
  override readonly name = 'MissingReference';
  readonly field: string;
  constructor(field: string, options?: ErrorOptions) {
    super(`The record that \`${field}\` names is not there.`, options);
    this.field = field;
  }
}

/** Thrown when a record cannot be removed because others still belong to it. `by` is the resource of those others. */
export class StillReferenced extends Error {
  override readonly name = 'StillReferenced';
  readonly by: string;
  constructor(by: string, options?: ErrorOptions) {
    super(`Records of \`${by}\` still belong to this one; remove or move them first.`, options);
    this.by = by;
  }
}

/** Thrown for text that PostgreSQL cannot hold: a NUL character or half of a surrogate pair. */
export class NotStorable extends Error {
  override readonly name = 'NotStorable';
}

/** Thrown when the database does not answer. The same call may succeed later; a write may or may not have happened. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** Thrown at start when the database must not be used as it is. The message is one sentence that says what to do. */
export class RefusedToStart extends Error {
  override readonly name = 'RefusedToStart';
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/** The SQLSTATE or system code of an error, or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** A text property of an error of the driver, such as `constraint` or `table`. */
export function detailOf(error: unknown, name: 'constraint' | 'table'): string {
  if (!(error instanceof Error)) return '';
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
}

/** Whether running the same transaction again may succeed: a serialization failure or a deadlock. */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

/** Whether the connection to the database failed, not the statement. */
export function isConnectionError(error: unknown): boolean {
  const code = codeOf(error);
  if (connectionCodes.has(code) || code.startsWith('08')) return true;
  return (
    error instanceof Error &&
    /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Cannot use a pool after/i.test(
      error.message,
    )
  );
}

const camel = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Says what the driver reports in words of the store; leaves what it does not know as it is. */
export function translate(error: unknown): unknown {
  if (isConnectionError(error)) return new Unavailable('The database does not answer.', { cause: error });
  switch (codeOf(error)) {
    case '42501':
      return new NotAllowed('The row policy refuses this.', { cause: error });
    case '23505': {
      const constraint = detailOf(error, 'constraint');
      const known: Record<string, string> = {
        external_refs_pkey: 'externalRefs',
        assignments_one_holder: 'holder',
        responses_one_per_invitation: 'response',
        goals_one_per_period: 'goal',
        kpi_definitions_kpi: 'kpi',
      };
      return new AlreadyThere(known[constraint] ?? constraint, { cause: error });
    }
    case '23503': {
      const table = detailOf(error, 'table');
      const constraint = detailOf(error, 'constraint');
      const message = error instanceof Error ? error.message : '';
      if (message.startsWith('update or delete')) return new StillReferenced(table, { cause: error });
      return new MissingReference(camel(constraint.replace(`${table}_`, '').replace(/_fkey$/, '')), { cause: error });
    }
    case '22P02':
      // JSON is written by `JSON.stringify`; what is wrong with it is half of a surrogate pair.
      return error instanceof Error && error.message.includes('for type json')
        ? new NotStorable('Text holds a character that cannot be stored.', { cause: error })
        : error;
    case '22021':
    case '22P05':
      return new NotStorable('Text holds a character that cannot be stored.', { cause: error });
    default:
      return error;
  }
}
