import type { Expression } from '../survey/types.ts';
import { isObject, own } from '../survey/values.ts';
import { type Draft, Known } from './draft.ts';
import { FormbricksLogic } from './formbricks-logic.ts';
import { blockKeys, cardKeys, questionKeys, reasons, surveyKeys } from './formbricks-keys.ts';
import { build } from './formbricks-questions.ts';
import { Ids } from './ids.ts';
import { isReason, type Logic } from './logic.ts';
import { child, given, isOn, leftovers, list, type Node, words } from './reading.ts';
import { join, type Report } from './report.ts';
import { objects } from './settle.ts';
import type { Outline } from './surveyjs.ts';
import { languageTag, stacked, Texts } from './texts.ts';

const MOST_ELEMENTS = 5000;
const FIELD = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** Rules to work out once every question is there: those of a question, or of a block behind its last question. */
interface Rules {
  readonly node: Node;
  readonly path: string;
  /** Questions that were carried over up to here; the rules belong to the last. */
  readonly until: number;
  /** The first of them that belongs to the question or block. */
  readonly from: number;
}

/** Turns a Formbricks survey, with `questions` or with `blocks`, into the outline of a definition. */
export class FormbricksReader {
  readonly #root: Node;
  readonly #report: Report;
  readonly #known = new Known();
  readonly #ids = new Ids(['end']);
  readonly #fields: ReadonlySet<string>;
  readonly #variables: ReadonlySet<string>;
  readonly #texts: Texts;
  readonly #logic: FormbricksLogic;
  readonly #drafts: Draft[] = [];
  /** By the source's id of a question or block: the place of the first carried question at or after it. */
  readonly #placeOf = new Map<string, number>();
  readonly #endings: ReadonlySet<string>;

  constructor(root: Node, report: Report) {
    this.#root = root;
    this.#report = report;
    this.#fields = this.#hiddenFields();
    this.#variables = new Set(list(root, 'variables').flatMap((entry) => words(entry, 'id') ?? []));
    this.#endings = new Set(['end', ...list(root, 'endings').flatMap((entry) => words(entry, 'id') ?? [])]);
    this.#logic = new FormbricksLogic(this.#known, this.#fields);
    this.#texts = new Texts(this.#language(), report, {
      pattern: /#recall:([A-Za-z0-9_-]{1,100})\/fallback:([^#]{0,1000})#/g,
      replace: ([, name = '', otherwise = ''], path) => this.#recalled(name, otherwise, path),
    });
  }

  read(): Outline {
    const root = this.#root;
    const report = this.#report;
    this.#welcome();
    const rules: Rules[] = [];
    const blocks = list(root, 'blocks');
    if (blocks.length > 0)
      for (const [block, path] of objects(blocks.slice(0, MOST_ELEMENTS), 'blocks', report)) {
        const from = this.#drafts.length;
        this.#placeOf.set(words(block, 'id') ?? '', from);
        leftovers(block, path, blockKeys, reasons, report);
        for (const [node, place] of objects(
          list(block, 'elements').slice(0, MOST_ELEMENTS),
          join(path, 'elements'),
          report,
        ))
          this.#take(node, place);
        rules.push({ node: block, path, from, until: this.#drafts.length });
      }
    else
      for (const [node, path] of objects(list(root, 'questions').slice(0, MOST_ELEMENTS), 'questions', report)) {
        const from = this.#drafts.length;
        this.#take(node, path);
        rules.push({ node, path, from, until: this.#drafts.length });
      }
    this.#allRules(rules);
    objects(list(root, 'variables'), 'variables', report).forEach(([variable, path]) =>
      report.left(
        path,
        `Variable ${words(variable, 'name') ?? ''}`,
        'Nothing is computed or stored beside the answers.',
      ),
    );
    leftovers(root, '', surveyKeys, reasons, report);
    const fields = [...this.#fields].slice(0, 200).map((id) => ({ id, prefill: true }));
    return {
      drafts: this.#drafts,
      head: given({
        language: this.#texts.language,
        fields: fields.length === 0 ? undefined : fields,
        thanks: this.#thanks(),
      }),
    };
  }

  #language(): string {
    for (const entry of list(this.#root, 'languages'))
      if (isOn(entry, 'default')) return languageTag(own(own(entry, 'language'), 'code') ?? own(entry, 'code')) ?? 'en';
    return languageTag(own(this.#root, 'language')) ?? 'en';
  }

  #hiddenFields(): Set<string> {
    const hidden = child(this.#root, 'hiddenFields');
    const found = new Set<string>();
    if (!isOn(hidden, 'enabled')) return found;
    list(hidden, 'fieldIds')
      .slice(0, MOST_ELEMENTS)
      .forEach((id, at) => {
        const path = join('hiddenFields.fieldIds', at);
        if (typeof id !== 'string' || !FIELD.test(id))
          this.#report.left(path, id, 'A hidden field is named by letters, digits, - and _.');
        else if (found.size >= 200) this.#report.left(path, id, 'A definition has at most 200 hidden fields.');
        else found.add(id);
      });
    // A question cannot share its id with a field.
    for (const id of found) this.#ids.reserve(id);
    return found;
  }

  #recalled(name: string, fallback: string, path: string): string {
    const otherwise = fallback.replaceAll('nbsp', ' ').replace(/[{}|]/g, '').trim();
    const draft = this.#known.draft(name);
    const kind = draft === undefined ? undefined : this.#known.target(draft).kind;
    const isPart = kind === 'parts' || kind === 'none' || kind === 'files';
    const key = draft !== undefined && !isPart ? draft.question.id : this.#fields.has(name) ? name : undefined;
    if (key !== undefined) return otherwise === '' ? `{{${key}}}` : `{{${key}|${otherwise}}}`;
    const why = this.#variables.has(name)
      ? 'It recalls a variable, and nothing is computed here: its fallback stands there.'
      : 'It recalls what is no earlier answer in words and no hidden field: its fallback stands there.';
    this.#report.left(path, `#recall:${name}#`, why);
    return otherwise || '…';
  }

  #welcome(): void {
    const card = child(this.#root, 'welcomeCard');
    if (card === undefined || !isOn(card, 'enabled')) return;
    leftovers(card, 'welcomeCard', cardKeys, reasons, this.#report);
    const text = (key: string) => this.#texts.of(own(card, key), `welcomeCard.${key}`);
    const [title, below] = [text('headline'), text('html') ?? text('subheader')];
    const shown = title ?? below;
    if (shown === undefined) return;
    const description = title === undefined ? undefined : below;
    const question = {
      id: this.#ids.make('welcome', 'text'),
      type: 'statement',
      title: shown,
      ...given({ description }),
    };
    this.#drafts.push({ path: 'welcomeCard', question, moves: [] });
  }

  #take(node: Node, path: string): void {
    const report = this.#report;
    const name = words(node, 'id') ?? '';
    const type = words(node, 'type') ?? '';
    if (name !== '') {
      if (this.#placeOf.has(name)) report.fault(join(path, 'id'), 'duplicate-id', 'Give each question its own id.');
      else this.#placeOf.set(name, this.#drafts.length);
    }
    if (this.#drafts.length > MOST_ELEMENTS) return;
    const built = build(type, node, path, this.#texts, report);
    if (typeof built === 'string') return report.left(path, `${type} ${name}`.trim(), built);
    leftovers(node, path, questionKeys, reasons, report);
    const { parts, values, rows } = built;
    const text = (key: string) => this.#texts.of(own(node, key), join(path, key));
    const id = this.#ids.make(name || path, 'question');
    const isStatement = parts.type === 'statement';
    const question = {
      id,
      ...parts,
      title: text('headline') ?? (name || id),
      ...given({
        description: stacked(text('subheader'), text('html'), this.#texts.language),
        required: isOn(node, 'required') && !isStatement ? true : undefined,
      }),
    };
    const draft: Draft = { path, question, moves: [], values, rows };
    this.#drafts.push(draft);
    if (name !== '') this.#known.add(name, draft);
  }

  /** Rules jump forward, so each is worked out with the questions before its own known, and all others named. */
  #allRules(all: readonly Rules[]): void {
    const placeOf = new Map(this.#drafts.map((draft, at) => [draft.question.id, at]));
    for (const { node, path, from, until } of all) {
      const owner = from === until ? undefined : this.#drafts[until - 1];
      const rules = objects(list(node, 'logic').slice(0, 1000), join(path, 'logic'), this.#report);
      const fallback = words(node, 'logicFallback');
      if (owner === undefined) {
        for (const [, place] of rules)
          this.#report.left(place, 'Rule', 'The question it belongs to was not carried over.');
        if (fallback !== undefined)
          this.#report.left(join(path, 'logicFallback'), fallback, 'The question it belongs to was not carried over.');
        continue;
      }
      for (const [rule, place] of rules) this.#rule(rule, place, owner, until - 1, placeOf);
      if (fallback !== undefined) this.#jump(true, fallback, join(path, 'logicFallback'), owner, until - 1);
    }
  }

  #rule(rule: Node, path: string, owner: Draft, place: number, placeOf: ReadonlyMap<string, number>): void {
    const report = this.#report;
    if (typeof own(rule, 'condition') === 'string') {
      const goal = words(rule, 'destination');
      if (goal === undefined) return report.left(path, 'Rule', 'It leads nowhere.');
      return this.#jump(this.#logic.rule(rule, owner), goal, path, owner, place);
    }
    const when: Logic = this.#logic.condition(own(rule, 'conditions'));
    if (isReason(when)) return report.left(path, 'Rule', when);
    if (reads(when, placeOf) > place) return report.left(path, 'Rule', 'Logic reads earlier answers only.');
    for (const [action, at] of objects(list(rule, 'actions').slice(0, 100), join(path, 'actions'), report)) {
      const objective = words(action, 'objective') ?? '';
      const target = words(action, 'target') ?? '';
      if (objective === 'jumpToQuestion' || objective === 'jumpToBlock') this.#jump(when, target, at, owner, place);
      else if (objective === 'calculate')
        report.left(at, 'calculate', 'Nothing is computed or stored beside the answers.');
      else if (objective === 'requireAnswer')
        report.left(at, `requireAnswer ${target}`, 'A question is required whenever it is shown, or never.');
      else report.left(at, objective, 'Logic here decides what is asked and where to go.');
    }
  }

  #jump(when: Logic, goal: string, path: string, owner: Draft, place: number): void {
    const what = `Jump to ${goal}`;
    if (isReason(when)) return this.#report.left(path, what, when);
    const at = this.#endings.has(goal) ? Infinity : this.#placeOf.get(goal);
    if (at === undefined) return this.#report.left(path, what, 'Nothing in the survey has this id.');
    if (at <= place) return this.#report.left(path, what, 'A jump leads forward only.');
    if (when === true && at === place + 1) return;
    owner.moves.push({ path, when, to: this.#drafts[at]?.question.id ?? 'end' });
  }

  #thanks() {
    const cards = [...objects(list(this.#root, 'endings').slice(0, 200), 'endings', this.#report)];
    const old = child(this.#root, 'thankYouCard');
    if (cards.length === 0 && old !== undefined && own(old, 'enabled') !== false) cards.push([old, 'thankYouCard']);
    const shown = cards.find(([card]) => isObject(own(card, 'headline')) || words(card, 'headline') !== undefined);
    for (const [card, path] of cards)
      if (card === shown?.[0]) leftovers(card, path, cardKeys, reasons, this.#report);
      else if (own(card, 'type') === 'redirectToUrl')
        this.#report.left(
          path,
          own(card, 'url') ?? 'redirectToUrl',
          'What happens after the end is for the page that holds the survey.',
        );
      else this.#report.left(path, 'Ending', 'There is one text after the end, the same for everybody.');
    if (shown === undefined) return undefined;
    const [card, path] = shown;
    const text = (key: string) => this.#texts.of(own(card, key), join(path, key));
    return stacked(text('headline'), text('subheader'), this.#texts.language);
  }
}

/** The last place that logic reads. */
function reads(when: Expression, placeOf: ReadonlyMap<string, number>): number {
  let last = -1;
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [operator, id] = value as readonly unknown[];
    if ((operator === 'answer' || operator === 'answered') && typeof id === 'string')
      last = Math.max(last, placeOf.get(id) ?? -1);
    else value.forEach(visit);
  };
  visit(when);
  return last;
}
