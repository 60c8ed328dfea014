import { isObject, own } from '../survey/values.ts';
import { type Labelled, makeOptions, steps } from './options.ts';
import { figure, first, given, isOn, list, type Node } from './reading.ts';
import { join, type Report, said } from './report.ts';
import type { Texts } from './texts.ts';

/** What a question is made of, besides its title and logic. */
export interface Built {
  readonly parts: Readonly<Record<string, unknown>> & { readonly type: string };
  readonly values?: ReadonlyMap<string, string>;
  readonly rows?: ReadonlyMap<string, string>;
}

const MOST_READ = 10_000;

/** An item of `choices`, `rows` or `columns`: a value, `value|text`, or an object of both. */
export function item(entry: unknown, path: string, texts: Texts, report: Report): Labelled | undefined {
  if (typeof entry === 'number' || typeof entry === 'boolean')
    return { name: String(entry), label: String(entry), path };
  if (typeof entry === 'string') {
    const bar = entry.indexOf('|');
    const [name, label] = bar > 0 ? [entry.slice(0, bar), entry.slice(bar + 1)] : [entry, entry];
    return { name, label: texts.of(label, path), path };
  }
  const value = own(entry, 'value') ?? own(entry, 'name');
  if (!isObject(entry) || value === undefined || value === null) {
    report.fault(path, 'missing-key', 'Give a value, or an object with value and text.');
    return undefined;
  }
  for (const key of ['visibleIf', 'enableIf', 'imageLink', 'score'])
    if (own(entry, key) !== undefined)
      report.left(join(path, key), key, 'An option is an id and a label: it is offered to everybody.');
  const name = said(value);
  return { name, label: texts.of(own(entry, 'text') ?? own(entry, 'title'), path), path };
}

export function items(node: Node, key: string, path: string, texts: Texts, report: Report): Labelled[] {
  return first(list(node, key), MOST_READ, join(path, key), 'entries', report).flatMap(
    (entry, at) => item(entry, join(join(path, key), at), texts, report) ?? [],
  );
}

const specials = [
  { keys: ['showNoneItem', 'hasNone'], text: 'noneText', value: 'none', label: 'None' },
  { keys: ['showRefuseItem'], text: 'refuseText', value: 'refused', label: 'Refuse to answer' },
  { keys: ['showDontKnowItem'], text: 'dontKnowText', value: 'dontknow', label: "Don't know" },
] as const;

/** Radio buttons, drop-downs, check boxes, picture and ranking lists. */
export function choices(
  type: 'single-choice' | 'multiple-choice' | 'ranking',
  node: Node,
  path: string,
  texts: Texts,
  report: Report,
): Built | string {
  const [least, most] = [figure(node, 'choicesMin'), figure(node, 'choicesMax')];
  const range = least === undefined || most === undefined ? [] : steps(least, most, figure(node, 'choicesStep') ?? 1);
  const plain = [
    ...items(node, 'choices', path, texts, report),
    ...range.map((value): Labelled => ({ name: String(value), label: String(value), path })),
  ];
  if (plain.length === 0)
    return 'Its choices come from elsewhere or are not there, and a definition holds its options itself.';
  const extra = specials
    .filter(({ keys }) => keys.some((key) => isOn(node, key)))
    .map(({ text, value, label }) => ({
      name: value,
      label: texts.of(own(node, text), join(path, text)) ?? label,
      path,
    }));
  const hasOther = isOn(node, 'showOtherItem') || isOn(node, 'hasOther');
  const made = makeOptions([...plain, ...extra], join(path, 'choices'), report, hasOther ? ['other'] : []);
  const alone = new Set(extra.map(({ name }) => made.ids.get(name)));
  const values = new Map(made.ids);
  if (hasOther) values.set('other', 'other');
  const otherLabel = texts.of(own(node, 'otherText'), join(path, 'otherText'));
  const offered = made.list.length + (hasOther ? 1 : 0);
  const bound = (key: string): number | undefined => {
    const value = figure(node, key);
    return value !== undefined && Number.isInteger(value) && value > 0 ? Math.min(value, offered) : undefined;
  };
  const [min, max] = [bound('minSelectedChoices'), bound('maxSelectedChoices')];
  const counted = type !== 'single-choice' && (min ?? 0) <= (max ?? offered);
  return {
    values,
    parts: {
      type,
      ...given({
        options:
          type === 'multiple-choice'
            ? made.list.map((option) => (alone.has(option.id) ? { ...option, exclusive: true } : option))
            : made.list,
        other: hasOther ? (otherLabel === undefined ? true : { label: otherLabel }) : undefined,
        randomOrder: own(node, 'choicesOrder') === 'random' ? true : undefined,
        min: counted ? min : undefined,
        max: counted ? max : undefined,
      }),
    },
  };
}

export function matrix(node: Node, path: string, texts: Texts, report: Report): Built | string {
  const rows = makeOptions(items(node, 'rows', path, texts, report), join(path, 'rows'), report);
  const columns = makeOptions(items(node, 'columns', path, texts, report), join(path, 'columns'), report);
  if (rows.list.length === 0) return 'A matrix needs rows.';
  if (columns.list.length === 0) return 'A matrix needs columns.';
  const order = own(node, 'rowOrder') ?? own(node, 'rowsOrder');
  return {
    values: columns.ids,
    rows: rows.ids,
    parts: {
      type: 'matrix',
      rows: rows.list,
      options: columns.list,
      ...(order === 'random' ? { randomOrder: true } : {}),
    },
  };
}
