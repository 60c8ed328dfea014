import { isObject, own } from '../survey/values.ts';
import { FormbricksReader } from './formbricks.ts';
import { slug } from './ids.ts';
import { child, first, list, type Node, words } from './reading.ts';
import { Report } from './report.ts';
import { settle } from './settle.ts';
import { type Outline, SurveyjsReader } from './surveyjs.ts';
import { type ImportOptions, type ImportResult, type Source, sources } from './types.ts';

const MOST_QUESTIONS = 1000;

/** The tool a survey comes from, told by its keys. */
function sourceOf(root: Node): Source | undefined {
  const has = (key: string) => Array.isArray(own(root, key));
  const hasHeadline = list(root, 'questions')
    .slice(0, 10)
    .some((entry) => own(entry, 'headline') !== undefined);
  if (has('blocks') || hasHeadline || isObject(own(root, 'welcomeCard'))) return 'formbricks';
  if (has('pages') || has('elements') || has('questions')) return 'surveyjs';
  return undefined;
}

/** The survey inside what was exported: an answer of an interface wraps it in `data`. */
function unwrapped(root: Node): Node {
  const inner = child(root, 'data');
  return inner !== undefined && sourceOf(root) === undefined && sourceOf(inner) !== undefined ? inner : root;
}

function idOf(root: Node, outline: Outline, options: ImportOptions): string {
  const title = outline.head['title'];
  const said = typeof title === 'string' ? title : words(title, String(outline.head['language']));
  return slug(options.id ?? words(root, 'name') ?? said ?? 'survey', 'survey');
}

function read(json: unknown, options: ImportOptions, report: Report): ImportResult['definition'] {
  if (!isObject(json)) {
    report.fault('', 'wrong-type', 'Give the survey as an object: the JSON that SurveyJS or Formbricks exports.');
    return null;
  }
  const root = unwrapped(json);
  const { from = 'auto' } = options;
  const source = from === 'auto' ? sourceOf(root) : sources.find((known) => known === from);
  if (source === undefined) {
    report.fault('', 'unknown-format', `This looks like no survey of ${sources.join(' or ')}: say which with from.`);
    return null;
  }
  const outline =
    source === 'surveyjs' ? new SurveyjsReader(root, report).read() : new FormbricksReader(root, report).read();
  const drafts = first(outline.drafts, MOST_QUESTIONS, '', 'questions', report);
  const definition = settle({ id: idOf(root, outline, options), ...outline.head }, drafts, report);
  if (definition === null)
    report.fault('', 'no-questions', 'No question could be carried over: see what was left out.');
  return definition;
}

/**
 * Makes a survey definition of a SurveyJS or a Formbricks survey. Whatever has no place in a definition is left out and
 * said, with its path in the source; what is made always passes `checkSurvey`. Expressions are read by a parser and
 * never run. Takes any JSON and never throws.
 *
 * Bounds: 5,000 elements read and 1,000 questions made, 1,000 options a question and 50,000 in
 * all, 1,000 entries in each list of the
 * result.
 *
 * @param json what the other tool exports, parsed: SurveyJS with `pages` or `elements`, Formbricks with `questions` or
 *   `blocks`, by itself or inside `data`
 * @returns the definition, or null with the faults that say why; codes: wrong-type, unknown-format, no-questions,
 *   missing-key, duplicate-id, unreadable
 */
export function importSurvey(json: unknown, options: ImportOptions = {}): ImportResult {
  const report = new Report();
  try {
    const definition = read(json, options, report);
    return { definition, notCarried: report.notCarried, faults: report.faults };
  } catch {
    report.fault('', 'unreadable', 'Give plain JSON: this value cannot be read.');
    return { definition: null, notCarried: report.notCarried, faults: report.faults };
  }
}
