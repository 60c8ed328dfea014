import type { QueuedRow } from './rows.ts';

/**
 * Sorts what waits into lanes: within a lane one after the other, lanes beside each other. Writes of one customer or of one
 * record share a lane, and so do those of nobody, such as the answers of a survey link: each of them replaces the one before.
 * A file goes by itself, once the write to which it belongs has arrived.
 *
 * What is refused, in conflict or damaged holds up only what concerns the same record; the rest of the customer goes on.
 *
 * @param rows all that one identity has in the outbox, in the order of saving
 */
export function lanesOf(rows: readonly QueuedRow[]): QueuedRow[][] {
  const parents = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    for (let next = parents.get(at); next !== undefined; next = parents.get(at)) at = next;
    return at;
  };
  const names = ({ key, identity, customer, record, after }: QueuedRow): string[] => {
    if (after !== undefined) return [`key ${key}`];
    const shared = [
      ...(customer === undefined ? [] : [`customer ${customer}`]),
      ...(record === undefined ? [] : [`record ${record}`]),
    ];
    return shared.length === 0 ? [identity === '' ? 'nobody' : `key ${key}`] : shared;
  };
  for (const row of rows) {
    const [first = '', second = first] = names(row).map(root);
    if (first !== second) parents.set(second, first);
  }

  const held = new Set<string>();
  const present = new Set(rows.map(({ key }) => key));
  const lanes = new Map<string, QueuedRow[]>();
  for (const row of rows) {
    const { key, record = key, after, state } = row;
    if (state !== 'waiting') held.add(record);
    else if (!held.has(record) && (after === undefined || !present.has(after))) {
      const name = root(names(row)[0] ?? '');
      const lane = lanes.get(name);
      if (lane) lane.push(row);
      else lanes.set(name, [row]);
    }
  }
  return [...lanes.values()];
}
