import { checkSurvey } from '../survey/check.ts';
import type { Issue, SurveyDefinition } from '../survey/types.ts';
import { pipePattern } from '../survey/pipe.ts';
import { isObject, own } from '../survey/values.ts';
import type { Draft } from './draft.ts';
import { given } from './reading.ts';
import { join, type Report } from './report.ts';

/** Rounds of mending before all logic that is left is given up. */
const MOST_ROUNDS = 12;

function passes(definition: unknown, found: (issues: readonly Issue[]) => void): definition is SurveyDefinition {
  const issues = checkSurvey(definition);
  found(issues);
  return issues.length === 0;
}

function written(head: Readonly<Record<string, unknown>>, drafts: readonly Draft[]): unknown {
  return {
    ...head,
    questions: drafts.map(({ question, showIf, moves }) =>
      given({
        ...question,
        showIf: showIf?.when,
        goTo: moves.length === 0 ? undefined : moves.map(({ when, to }) => ({ when, to })),
      }),
    ),
  };
}

/** The same with each piece of piping replaced by the words that stand in for it. */
function unpiped(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(pipePattern, (_, __, otherwise?: string) => otherwise ?? '…');
  if (Array.isArray(value)) return value.map(unpiped);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpiped(inner)]));
}

/** Whether a fault is about piping: a reference that is not in logic. */
const isPiping = ({ code, message }: Issue): boolean =>
  (code === 'unknown-id' || code === 'later-question') && message.startsWith('{{');

/**
 * Puts the definition together and takes out what `checkSurvey` finds wrong, saying so, until nothing is: first logic,
 * then questions, then what stands around them.
 *
 * @returns null when no question is left
 */
export function settle(
  start: Readonly<Record<string, unknown>>,
  startDrafts: readonly Draft[],
  report: Report,
): SurveyDefinition | null {
  let head: Readonly<Record<string, unknown>> = start;
  let drafts = startDrafts;

  const withoutShowIf = (draft: Draft, why: string) => {
    if (draft.showIf === undefined) return false;
    report.left(draft.showIf.path, 'Condition', `${why} It is left out, so the question is always shown.`);
    delete draft.showIf;
    return true;
  };
  const withoutMove = (draft: Draft, at: number, why: string) => {
    const [move] = draft.moves.splice(at, 1);
    if (move !== undefined) report.left(move.path, `Jump to ${move.to}`, `${why} It is left out.`);
    return move !== undefined;
  };

  function mend(issues: readonly Issue[]): void {
    const bad = new Map<Draft, string>();
    const jumps = new Map<Draft, Map<number, string>>();
    const keys = new Map<string, string>();
    const piping = new Set<Draft>();
    for (const issue of issues) {
      const { path, code, message } = issue;
      const [, place, part, move] = /^questions\.(\d+)(?:\.(\w+)(?:\.(\d+))?)?/.exec(path) ?? [];
      const draft = place === undefined ? undefined : drafts[Number(place)];
      const [key = ''] = path.split('.');
      if (draft === undefined && isPiping(issue)) head = { ...head, [key]: unpiped(own(head, key)) };
      else if (draft === undefined) keys.set(key, message);
      else if (isPiping(issue)) piping.add(draft);
      else if (part === 'showIf' && code !== 'unreachable') withoutShowIf(draft, message);
      else if (part === 'goTo' && move !== undefined) {
        const mine = jumps.get(draft) ?? new Map<number, string>();
        jumps.set(draft, mine.set(Number(move), message));
      } else bad.set(draft, message);
    }
    for (const draft of piping) {
      draft.question = { ...draft.question, ...(unpiped(draft.question) as object) };
      report.left(draft.path, 'An earlier answer in a text', 'The question it came from was left out.');
    }
    for (const [draft, mine] of jumps)
      for (const [at, message] of [...mine].sort(([a], [b]) => b - a)) withoutMove(draft, at, message);
    if (bad.size > 0) {
      for (const [draft, message] of bad) report.left(draft.path, draft.question.id, `${message} It is left out.`);
      drafts = drafts.filter((draft) => !bad.has(draft));
    }
    for (const [key, message] of keys) {
      if (key === 'questions' || own(head, key) === undefined) continue;
      report.left(key, key, `${message} It is left out.`);
      head = Object.fromEntries(Object.entries(head).filter(([name]) => name !== key));
    }
  }

  for (let round = 0; drafts.length > 0 && round < 2 * MOST_ROUNDS; round += 1) {
    const definition = written(head, drafts);
    let issues: readonly Issue[] = [];
    if (passes(definition, (found) => (issues = found))) return definition;
    if (round === MOST_ROUNDS)
      for (const draft of drafts) {
        withoutShowIf(draft, 'Its logic is too entangled to be mended.');
        while (draft.moves.length > 0) withoutMove(draft, 0, 'The logic is too entangled to be mended.');
      }
    else mend(issues);
  }
  return null;
}

/** Says of each entry that is no object that it cannot be read; gives the others with their paths. */
export function objects(
  entries: readonly unknown[],
  path: string,
  report: Report,
): (readonly [node: Readonly<Record<string, unknown>>, path: string])[] {
  return entries.flatMap((entry, at) => {
    if (isObject(entry)) return [[entry, join(path, at)] as const];
    report.fault(join(path, at), 'wrong-type', 'Give an object.');
    return [];
  });
}
