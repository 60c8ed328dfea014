import type { Connection } from '../connection.ts';
import { isLiaiseError } from '../error.ts';
import { unreadable } from '../failure.ts';
import { requestOf } from '../json.ts';
import { instantOf } from '../retry.ts';
import { exchange } from './deliver.ts';
import { dropFile } from './files.ts';
import type { Queue } from './queue.ts';
import type { Acknowledged, QueuedRow } from './rows.ts';

/** What came of asking the gateway which writes it still holds. */
export interface Reconciled {
  /** How many that had arrived were asked for. */
  asked: number;
  /** How many of them are sent again. */
  again: number;
}

/** What the gateway can be asked for. */
const resources: readonly unknown[] = [
  'visits',
  'interactions',
  'tasks',
  'notes',
  'files',
  'cases',
  'opportunities',
  'contacts',
  'customers',
  'purchases',
];
const atOnce = 1000;
/** How long what arrived is kept, so that a gateway restored from a backup can be told again: thirty days. */
const keeping = 30 * 24 * 3_600_000;
/** And for how long the bytes of files: seven days. */
const keepingBytes = 7 * 24 * 3_600_000;

const grouped = (all: readonly Acknowledged[]): Map<string, string[]> => {
  const ids = new Map<string, string[]>();
  for (const { creates, resource, record, gone } of all) {
    if (!creates || gone || record === undefined || resource === undefined || !resources.includes(resource)) continue;
    ids.set(resource, [...(ids.get(resource) ?? []), record]);
  }
  return ids;
};

/** Whether the last change that arrived is in the gateway no more: a backup was put back, and all since then is gone. */
async function wentBack(connection: Connection, all: readonly Acknowledged[]): Promise<boolean> {
  const last = all
    .filter(({ version, record, gone }) => version !== undefined && record !== undefined && !gone)
    .sort((a, b) => b.at - a.at)[0];
  if (last?.record === undefined || last.resource === undefined) return false;
  try {
    const { body } = await exchange(connection, `/v1/${last.resource}/${last.record}`, requestOf('GET'), {
      as: last.identity,
    });
    const version = typeof body === 'object' && body !== null && 'version' in body ? Number(body.version) : NaN;
    return version < (last.version ?? 0);
  } catch (cause) {
    if (isLiaiseError(cause) && cause.status !== undefined) return false;
    throw cause;
  }
}

/**
 * Asks the gateway which of the writes that arrived in the last thirty days it holds, and lets the others wait again, in the order of
 * saving. A write that the gateway knows by its key without holding it was removed there, and is not asked for again.
 */
export async function reconcileAll(connection: Connection, queue: Queue, identity: string): Promise<Reconciled> {
  const before = connection.clock.now() - keeping;
  const all = await queue.transact(['acknowledged', 'files', 'parts'], 'relaxed', async (shelf) => {
    for (const { id, at = Infinity } of await shelf('files').all()) {
      if (at < connection.clock.now() - keepingBytes) await dropFile(shelf, id);
    }
    await shelf('acknowledged').sweep(({ at }) => at < before);
    return (await shelf('acknowledged').all()).filter((one) => one.identity === identity);
  });
  const missing = new Set<string>();
  let asked = 0;
  for (const [resource, ids] of grouped(all)) {
    for (let start = 0; start < ids.length; start += atOnce) {
      const some = ids.slice(start, start + atOnce);
      asked += some.length;
      const asks = requestOf('POST', JSON.stringify({ resource, ids: some }));
      const { body } = await exchange(connection, '/v1/reconcile', asks, { as: identity });
      // Only what was asked for can be missing.
      for (const id of listOf(body, 'missing')) if (some.includes(id)) missing.add(id);
    }
  }
  const back = missing.size > 0 || (await wentBack(connection, all));
  const wanted = back ? all.filter((one) => !one.gone && (!one.creates || missing.has(one.record ?? ''))) : [];
  let again = 0;
  await queue.change(['acknowledged'], async (shelf, counts) => {
    again = 0;
    for (const { key } of wanted.sort((a, b) => a.sequence - b.sequence)) {
      const one = await shelf('acknowledged').get(key);
      if (!one || (await shelf('outbox').find(key))) continue;
      shelf('acknowledged').delete(key);
      const free = one.sequence > 0 && !(await shelf('outbox').get(one.sequence));
      shelf('outbox').put(waitingAgain(one, free, instantOf(connection.clock)));
      counts.acknowledged -= 1;
      again += 1;
    }
    shelf('facts').put(connection.clock.now(), 'reconciled');
  });
  return { asked, again };
}

const listOf = (body: unknown, name: string): string[] => {
  const list = (body as Partial<Record<string, unknown>> | null)?.[name];
  if (!Array.isArray(list)) throw unreadable(undefined);
  return list as string[];
};

/** A write that arrived, as one that waits again; in its old place, so that what it comes before still comes after. */
function waitingAgain({ sequence, ...one }: Acknowledged, free: boolean, since: string): QueuedRow {
  const fresh = { since, attempts: 0, state: 'waiting', revision: 0, again: true } as const;
  return { ...(free ? { sequence } : {}), ...one, ...fresh };
}
