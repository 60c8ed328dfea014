import { entries, ids, type Report } from './check-tools.ts';
import { own } from './values.ts';

/** The questions that lie on a cycle of references, or between two: what is left when all others are peeled away. */
export function entangled(edges: readonly (readonly number[])[]): Set<number> {
  const left = new Set(edges.keys());
  const back = edges.map(() => [] as number[]);
  edges.forEach((targets, from) => {
    for (const to of targets) back[to]?.push(from);
  });
  const peel = (outgoing: readonly (readonly number[])[], incoming: readonly (readonly number[])[]) => {
    const open = outgoing.map((targets) => targets.length);
    const ready = [...left].filter((at) => open[at] === 0);
    for (let at = ready.pop(); at !== undefined; at = ready.pop()) {
      left.delete(at);
      for (const from of incoming[at] ?? []) {
        open[from] = (open[from] ?? 0) - 1;
        if (open[from] === 0 && left.has(from)) ready.push(from);
      }
    }
  };
  peel(edges, back);
  peel(back, edges);
  return left;
}

/** Checks the groups of questions shown in random order: neighbours that logic does not tie to one another. */
export function checkRandomOrder(
  definition: unknown,
  questions: readonly unknown[],
  places: ReadonlyMap<string, number>,
  edges: readonly (readonly number[])[],
  report: Report,
): void {
  const grouped = new Map<number, number>();
  const fault = (path: string, code: string, message: string) => report({ path, code, message });
  entries(own(definition, 'randomOrder')).forEach((group, g) => {
    const path = `randomOrder.${g}`;
    const members = ids(group).flatMap((id, at) => {
      const place = places.get(id);
      if (place === undefined) fault(`${path}.${at}`, 'unknown-id', `${id} is no question.`);
      else if (grouped.has(place)) fault(`${path}.${at}`, 'duplicate-id', `${id} stands in randomOrder before.`);
      else grouped.set(place, g);
      return place ?? [];
    });
    if (members.length > 0 && Math.max(...members) - Math.min(...members) !== members.length - 1)
      fault(path, 'bad-random-order', 'Questions shuffled together must be neighbours.');
    for (const place of members)
      if (edges[place]?.some((read) => members.includes(read)) === true)
        fault(
          `questions.${place}.showIf`,
          'bad-random-order',
          'Questions shuffled together cannot depend on one another.',
        );
  });
  questions.forEach((question, at) => {
    entries(own(question, 'goTo')).forEach((move, i) => {
      const to = own(move, 'to');
      const target = typeof to === 'string' ? places.get(to) : undefined;
      if (grouped.has(at) || (target !== undefined && grouped.has(target)))
        fault(
          `questions.${at}.goTo.${i}`,
          'bad-random-order',
          'A goTo cannot start or end at a question that is shuffled.',
        );
    });
  });
}
