/**
 * One line of the log. It names the route, never the path: paths, queries and bodies may hold data of persons, or a
 * survey link.
 */
export interface LogEntry {
  level: 'info' | 'warn' | 'error';
  event: string;
  requestId?: string;
  tenant?: string;
  route?: string;
  method?: string;
  status?: number;
  ms?: number;
  code?: string;
  /** The kind of a failure and where in the code it arose; no text of its message, which may quote data. */
  error?: string;
}

export type Log = (entry: LogEntry) => void;

/** Writes an entry as one line of JSON. */
export function jsonLog(write: (line: string) => void): Log {
  return (entry) => write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
}

/** What may be said of a failure in a log: its class, its SQLSTATE where it has one, and where it was thrown. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const state = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const where = frames
    .slice(0, 6)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/.*?\/(packages|node_modules)\//, '($1/'));
  return [`${error.name}${state}`, ...where].join(' < ');
}
