import { references } from '../survey/expression.ts';
import type { Expression, LocalizedText } from '../survey/types.ts';
import { isObject, own } from '../survey/values.ts';
import { type Draft, Known } from './draft.ts';
import { Ids } from './ids.ts';
import { isReason, joined, type Logic } from './logic.ts';
import { given, isOn, leftovers, list, type Node, words } from './reading.ts';
import { join, type Report } from './report.ts';
import { objects } from './settle.ts';
import { build, containers } from './surveyjs-questions.ts';
import { containerKeys, questionKeys, reasons, surveyKeys } from './surveyjs-keys.ts';
import { SurveyjsLogic } from './surveyjs-logic.ts';
import { languageTag, stacked, Texts } from './texts.ts';

export interface Outline {
  /** Everything of the definition but its id and questions. */
  readonly head: Readonly<Record<string, unknown>>;
  readonly drafts: readonly Draft[];
}

const MOST_ELEMENTS = 5000;
const MOST_DEPTH = 20;

/** Something to turn into questions, with the pages and panels it stands in, outermost first. */
interface Place {
  readonly node: Node;
  readonly path: string;
  readonly page: number;
  readonly within: readonly Container[];
}

interface Container {
  readonly node: Node;
  readonly path: string;
  /** Its own condition, once worked out; undefined when it has none. */
  when?: Expression | undefined;
}

/** The name that other parts of the source know an element by. */
const nameOf = (node: Node): string => words(node, 'name') ?? '';

/** Turns a SurveyJS survey into the outline of a definition. Pages and panels are flattened, in their order. */
export class SurveyjsReader {
  readonly #root: Node;
  readonly #report: Report;
  readonly #known = new Known();
  readonly #ids = new Ids(['end']);
  readonly #texts: Texts;
  readonly #logic: SurveyjsLogic;
  readonly #drafts: Draft[] = [];
  readonly #pageOf = new Map<Draft, number>();
  /** The first question that came of an element, panel or page, by its name: where a jump to it leads. */
  readonly #goals = new Map<string, Draft>();

  constructor(root: Node, report: Report) {
    this.#root = root;
    this.#report = report;
    this.#logic = new SurveyjsLogic(this.#known, this.#calculated(), report);
    this.#texts = new Texts(languageTag(own(root, 'locale')) ?? 'en', report, {
      pattern: /\{([^{}]{1,300})\}/g,
      replace: ([token = '', name = ''], path) => this.#piped(token, name.trim(), path),
    });
  }

  read(): Outline {
    const root = this.#root;
    const places = this.#places();
    const text = (key: string) => this.#texts.of(own(root, key), key);
    const before = { title: text('title'), description: text('description') };
    for (const place of places) this.#take(place);
    for (const [node, path] of objects(list(root, 'triggers'), 'triggers', this.#report)) this.#trigger(node, path);
    leftovers(root, '', surveyKeys, reasons, this.#report);
    const randomOrder = this.#shuffled();
    return {
      drafts: this.#drafts,
      head: given({
        language: this.#texts.language,
        ...before,
        thanks: text('completedHtml'),
        randomOrder: randomOrder.length === 0 ? undefined : randomOrder,
      }),
    };
  }

  #calculated(): Map<string, string> {
    const found = new Map<string, string>();
    for (const [node, path] of objects(list(this.#root, 'calculatedValues'), 'calculatedValues', this.#report)) {
      const [name, expression] = [words(node, 'name'), words(node, 'expression')];
      if (name === undefined || expression === undefined) continue;
      found.set(name, expression);
      const why = 'Nothing is computed or stored beside the answers: where logic reads it, its expression stands in.';
      this.#report.left(path, `Calculated value ${name}`, why);
    }
    return found;
  }

  /** Every element in order, pages and panels opened, and all names known. */
  #places(): Place[] {
    const root = this.#root;
    const found: Place[] = [];
    const report = this.#report;
    let count = 0;
    const open = (node: Node, path: string, page: number, within: readonly Container[]): void => {
      for (const key of ['elements', 'questions'])
        for (const [element, place] of objects(list(node, key).slice(0, MOST_ELEMENTS), join(path, key), report)) {
          count += 1;
          if (count > MOST_ELEMENTS) return;
          const name = nameOf(element);
          const type = words(element, 'type') ?? 'text';
          if (type === 'panel' || type === 'flowpanel') enter(element, place, page, within);
          else {
            for (const key of [name, words(element, 'valueName')]) if (key !== undefined) this.#known.names.add(key);
            found.push({ node: element, path: place, page, within });
          }
        }
    };
    const enter = (node: Node, path: string, page: number, within: readonly Container[]): void => {
      if (own(node, 'visible') === false)
        return report.left(path, nameOf(node), 'It is never visible, so nothing in it is asked.');
      if (within.length >= MOST_DEPTH)
        return report.left(path, nameOf(node), `Panels stand at most ${MOST_DEPTH} inside one another.`);
      leftovers(node, path, containerKeys, reasons, report);
      const container: Container = { node, path };
      found.push({ node, path, page, within: [...within, container] });
      open(node, path, page, [...within, container]);
    };
    const pages = list(root, 'pages');
    objects(pages.slice(0, MOST_ELEMENTS), 'pages', report).forEach(([page, path], at) => enter(page, path, at, []));
    open(root, '', pages.length, []);
    if (count > MOST_ELEMENTS) report.left('', 'More elements', `Only the first ${MOST_ELEMENTS} elements are read.`);
    return found;
  }

  #piped(token: string, name: string, path: string): string {
    const known = this.#known.draft(name) !== undefined || this.#known.names.has(name);
    if (!known && !/^[A-Za-z][\w-]*(\.[\w-]+)*$/.test(name)) return token;
    const target = this.#logic.resolve(name);
    if (typeof target !== 'string' && target.kind !== 'none') return `{{${target.reading.slice(1).join('.')}}}`;
    this.#report.left(path, token, typeof target === 'string' ? target : 'A text that is only read has no answer.');
    return '…';
  }

  /** The conditions of the pages and panels around a place; worked out where each begins. */
  #around(within: readonly Container[]): Expression[] {
    return within.flatMap((container) => {
      if (!('when' in container)) container.when = this.#condition(container.node, container.path);
      return container.when === undefined ? [] : [container.when];
    });
  }

  #condition(node: Node, path: string): Expression | undefined {
    const source = own(node, 'visibleIf');
    if (source === undefined || source === null || source === '') return undefined;
    const logic = this.#logic.expression(source);
    if (!isReason(logic)) return logic;
    this.#report.left(join(path, 'visibleIf'), source, `${logic} It is left out, so this is always shown.`);
    return undefined;
  }

  #add(
    place: Place,
    question: Draft['question'],
    names: readonly (string | undefined)[],
    more: Pick<Draft, 'values' | 'rows'> = {},
    condition?: Expression,
  ): void {
    const { path, within, page } = place;
    const conditions = [...this.#around(within), ...(condition === undefined ? [] : [condition])];
    const draft: Draft = { path, question, moves: [], ...more };
    if (conditions.length > 0) draft.showIf = { path: join(path, 'visibleIf'), when: joined('and', conditions) };
    this.#drafts.push(draft);
    this.#pageOf.set(draft, page);
    for (const { node } of [...within, place]) if (!this.#goals.has(nameOf(node))) this.#goals.set(nameOf(node), draft);
    for (const name of names) if (name !== undefined && name !== '') this.#known.add(name, draft);
  }

  #take(place: Place): void {
    const { node, path, within } = place;
    const report = this.#report;
    const innermost = within.at(-1);
    const text = (key: string) => this.#texts.of(own(node, key), join(path, key));
    if (innermost?.node === node) {
      this.#around(within);
      const [title, description] = [text('title'), text('description')];
      const shown = title ?? description;
      if (shown === undefined) return;
      const id = this.#ids.make(`${nameOf(node)} text`, 'text');
      const below = title === undefined ? undefined : description;
      return this.#add(place, { id, type: 'statement', title: shown, ...given({ description: below }) }, []);
    }
    const type = words(node, 'type') ?? 'text';
    const name = nameOf(node);
    if (own(node, 'visible') === false && own(node, 'visibleIf') === undefined)
      return report.left(path, name, 'It is never visible, so it is not asked.');
    leftovers(node, path, questionKeys, reasons, report);
    const condition = this.#condition(node, path);
    if (type === 'html') return this.#html(place, name, condition);
    if (containers.has(type)) return this.#lines(place, name, condition);
    const built = build(type, node, path, this.#texts, report);
    if (typeof built === 'string') return report.left(path, `${type} ${name}`.trim(), built);
    const { parts, values, rows } = built;
    const id = this.#ids.make(name || path, 'question');
    const question = {
      id,
      ...parts,
      title: text('title') ?? (name.trim() || id),
      ...given({ description: text('description'), required: this.#required(node, path, type, condition) }),
    };
    this.#add(place, question, [name, words(node, 'valueName')], { values, rows }, condition);
    if (isOn(node, 'showCommentArea') || isOn(node, 'hasComment')) {
      const comment = this.#ids.make(`${name} comment`, 'comment');
      const title = text('commentText') ?? 'Comment';
      const placeholder = text('commentPlaceholder');
      const beside = { id: comment, type: 'long-text', title, ...given({ placeholder }) };
      this.#add(place, beside, [`${name}-Comment`, `${name}-comment`], {}, condition);
    }
  }

  #required(node: Node, path: string, type: string, condition: Expression | undefined): true | undefined {
    const rows = type === 'matrix' && (isOn(node, 'isAllRowRequired') || isOn(node, 'eachRowRequired'));
    if (rows) return true;
    if (isOn(node, 'isRequired')) {
      if (type === 'matrix')
        this.#report.left(join(path, 'isRequired'), 'Required in any row', 'A required matrix wants every row here.');
      return true;
    }
    const source = own(node, 'requiredIf');
    if (source === undefined || source === null || source === '') return undefined;
    const logic: Logic = this.#logic.expression(source);
    if (logic === true || (condition !== undefined && JSON.stringify(logic) === JSON.stringify(condition))) return true;
    const why = isReason(logic) ? logic : 'A question is required whenever it is shown, or never.';
    this.#report.left(join(path, 'requiredIf'), source, `${why} It is left out, so an answer is optional.`);
    return undefined;
  }

  #html(place: Place, name: string, condition: Expression | undefined): void {
    const { node, path } = place;
    const words = this.#texts.of(own(node, 'html'), join(path, 'html'));
    if (words === undefined) return this.#report.left(path, `html ${name}`, 'It holds no words to read.');
    const id = this.#ids.make(name || path, 'text');
    this.#add(place, { id, type: 'statement', title: words }, [name], {}, condition);
  }

  /** Several lines of text under one title: a question each. */
  #lines(place: Place, name: string, condition: Expression | undefined): void {
    const { node, path } = place;
    const title = this.#texts.of(own(node, 'title'), join(path, 'title'));
    for (const [line, at] of objects(list(node, 'items').slice(0, 200), join(path, 'items'), this.#report)) {
      const lineName = nameOf(line);
      this.#known.names.add(`${name}.${lineName}`);
      leftovers(line, at, questionKeys, reasons, this.#report);
      const built = build('text', line, at, this.#texts, this.#report);
      if (typeof built === 'string') continue;
      const id = this.#ids.make(`${name} ${lineName}`, 'question');
      const itsOwn = this.#texts.of(own(line, 'title'), join(at, 'title')) ?? (lineName || id);
      const asked: LocalizedText = stacked(title, itsOwn, this.#texts.language) ?? id;
      const required = isOn(line, 'isRequired') || isOn(node, 'isRequired') ? true : undefined;
      const question = { id, ...built.parts, title: asked, ...given({ required }) };
      this.#add({ ...place, path: at }, question, [`${name}.${lineName}`], {}, condition);
    }
  }

  #trigger(node: Node, path: string): void {
    const type = words(node, 'type') ?? '';
    const what = `Trigger ${type}`;
    const drop = (why: string) => this.#report.left(path, what, why);
    if (type !== 'complete' && type !== 'skip')
      return drop('Logic here decides what is asked and where to go: it sets no values and runs nothing.');
    const when = this.#logic.expression(own(node, 'expression'));
    if (isReason(when)) return drop(when);
    const places = new Map(this.#drafts.map((draft, at) => [draft.question.id, at]));
    let last = -1;
    references(when, (kind, id) => {
      if (kind === 'answer') last = Math.max(last, places.get(id) ?? -1);
    });
    const asked = this.#drafts[last];
    if (asked === undefined) return drop('It reads no answer, so there is no question to go on from.');
    if (type === 'skip') {
      const goal = this.#goals.get(words(node, 'gotoName') ?? '');
      const to = goal === undefined ? -1 : this.#drafts.indexOf(goal);
      if (goal === undefined || to <= last) return drop('A jump leads to a later question that was carried over.');
      asked.moves.push({ path, when, to: goal.question.id });
      return;
    }
    // The trigger ends the survey when its page is left: at the page's last question that everybody sees.
    const page = this.#pageOf.get(asked);
    const onPage = this.#drafts.slice(last + 1).filter((draft) => this.#pageOf.get(draft) === page);
    const carrier = onPage.findLast((draft) => draft.showIf === undefined) ?? asked;
    carrier.moves.push({ path, when, to: 'end' });
  }

  /** Groups of questions that SurveyJS shows in random order, by page. */
  #shuffled(): string[][] {
    const isRandom = (node: unknown) =>
      own(node, 'questionsOrder') === 'random' || own(node, 'questionOrder') === 'random';
    const pages = list(this.#root, 'pages');
    const groups = new Map<number, string[]>();
    for (const [draft, page] of this.#pageOf) {
      const ownOrder = own(pages[page], 'questionsOrder') ?? own(pages[page], 'questionOrder');
      if (draft.question['type'] === 'statement' || ownOrder === 'initial') continue;
      if (isRandom(this.#root) || (isObject(pages[page]) && isRandom(pages[page])))
        groups.set(page, [...(groups.get(page) ?? []), draft.question.id]);
    }
    return [...groups.values()].filter((group) => group.length >= 2);
  }
}
