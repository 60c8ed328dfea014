import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** What a command has of the world. */
export interface Context {
  env: Readonly<Record<string, string | undefined>>;
  /** Writes a line to standard output. */
  out: (line: string) => void;
  /** Writes a line to standard error. */
  err: (line: string) => void;
}

/** One command of `liaise`. */
export interface Command {
  /** How it is called, such as `liaise token --role ROLE`. */
  usage: string;
  /** Its options, one line each. */
  options: readonly string[];
  /** Runs it. @returns the exit code; 0 for success */
  run(args: readonly string[], context: Context): Promise<number>;
}

/** A command's place in the list. Its code is loaded when it is called. */
export interface Listed {
  /** One line for the list of commands. */
  summary: string;
  load: () => Promise<Command>;
}

/** Thrown where a command is called in a way it does not take. The message is one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads options, with a sentence for what is not known. @throws {UsageError} */
export function readOptions<const T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    const [sentence = 'These options are not understood.'] = error instanceof Error ? error.message.split('. ') : [];
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`);
  }
}

/** A tenant's reference, as it stands in tokens and links. @throws {UsageError} */
export function tenantRef(ref: string): string {
  if (/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(ref)) return ref;
  throw new UsageError(`"${ref}" is no tenant: expected lower-case letters, digits and hyphens.`);
}
