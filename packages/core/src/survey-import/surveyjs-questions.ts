import { isDay, own } from '../survey/values.ts';
import { makeOptions, steps } from './options.ts';
import { figure, given, isOn, list, type Node, whole, words } from './reading.ts';
import { join, type Report, said } from './report.ts';
import { type Built, choices, items, matrix } from './surveyjs-choices.ts';
import type { Texts } from './texts.ts';

/** What the validators of a question say that a definition can say too. */
interface Bounds {
  minLength?: number | undefined;
  maxLength?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  minCount?: number | undefined;
  maxCount?: number | undefined;
  email?: boolean;
}

function validators(node: Node, path: string, type: string, report: Report): Bounds {
  const bounds: Bounds = {};
  list(node, 'validators').forEach((entry, at) => {
    const place = join(join(path, 'validators'), at);
    const kind = own(entry, 'type');
    const isText = type === 'text' || type === 'comment';
    if (kind === 'text' && isText) {
      bounds.minLength = figure(entry, 'minLength');
      bounds.maxLength = figure(entry, 'maxLength');
    } else if (kind === 'numeric' && type === 'text') {
      bounds.min = figure(entry, 'minValue');
      bounds.max = figure(entry, 'maxValue');
    } else if (kind === 'email' && type === 'text') bounds.email = true;
    else if (kind === 'answercount' && (type === 'checkbox' || type === 'tagbox')) {
      bounds.minCount = figure(entry, 'minCount');
      bounds.maxCount = figure(entry, 'maxCount');
    } else report.left(place, `Validator ${said(kind)}`, 'Answers are checked by type, length, range and count only.');
    if (words(entry, 'text') !== undefined)
      report.left(join(place, 'text'), 'Error text', 'What is said of a wrong answer comes with the element.');
  });
  return bounds;
}

const formats: Readonly<Record<string, string>> = { email: 'email', url: 'url', tel: 'phone' };
const UNCHECKED = new Set(['datetime', 'datetime-local', 'month', 'week', 'time', 'color', 'password']);

function range(low: number | undefined, high: number | undefined) {
  return low !== undefined && high !== undefined && low > high ? {} : given({ min: low, max: high });
}

function textLine(node: Node, path: string, texts: Texts, report: Report): Built {
  const inputType = words(node, 'inputType') ?? 'text';
  const bounds = validators(node, path, 'text', report);
  const [min, max] = [own(node, 'min'), own(node, 'max')];
  if (inputType === 'number' || inputType === 'range' || bounds.min !== undefined || bounds.max !== undefined) {
    const [low, high] = [figure(node, 'min') ?? bounds.min, figure(node, 'max') ?? bounds.max];
    return { parts: { type: 'number', ...range(low, high) } };
  }
  if (inputType === 'date') {
    const [from, to] = [isDay(min) ? min : undefined, isDay(max) ? max : undefined];
    for (const [key, bound] of [['min', min] as const, ['max', max] as const])
      if (bound !== undefined && !isDay(bound)) report.left(join(path, key), bound, 'A bound is a day, YYYY-MM-DD.');
    return {
      parts: {
        type: 'date',
        ...(from !== undefined && to !== undefined && from > to ? {} : given({ min: from, max: to })),
      },
    };
  }
  if (UNCHECKED.has(inputType))
    report.left(join(path, 'inputType'), inputType, 'There is no question of this kind: it is asked as a short text.');
  const format = Object.hasOwn(formats, inputType) ? formats[inputType] : bounds.email === true ? 'email' : undefined;
  return { parts: { type: 'short-text', ...lengths(node, bounds, path, 300, texts), ...given({ format }) } };
}

function lengths(node: Node, bounds: Bounds, path: string, most: number, texts: Texts): Record<string, unknown> {
  const longest = figure(node, 'maxLength');
  const maxLength = whole(longest !== undefined && longest > 0 ? longest : bounds.maxLength, 1, 100_000);
  const minLength = whole(bounds.minLength, 1, maxLength ?? most);
  const placeholder = own(node, 'placeholder') ?? own(node, 'placeHolder');
  return given({ minLength, maxLength, placeholder: texts.of(placeholder, join(path, 'placeholder')) });
}

const ratingLooks: Readonly<Record<string, string>> = { stars: 'stars', smileys: 'faces' };

/** 0 to 10 is an NPS, 1 to N a CSAT; any other scale is a choice of its points. */
function rating(node: Node, path: string, texts: Texts, report: Report): Built | string {
  const listed = items(node, 'rateValues', path, texts, report);
  const least = figure(node, 'rateMin') ?? 1;
  const count = whole(figure(node, 'rateCount'), 2, 1000);
  const step = figure(node, 'rateStep') ?? 1;
  const most = figure(node, 'rateMax') ?? (count === undefined ? 5 : least + step * (count - 1));
  const points =
    listed.length > 0
      ? listed
      : steps(least, most, step).map((point) => ({ name: String(point), label: String(point), path }));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return 'A rating needs two points or more.';
  const isRow = points.every(({ name }, at) => name === String(Number(first.name) + at));
  const type = !isRow
    ? undefined
    : first.name === '0' && points.length === 11
      ? 'nps'
      : first.name === '1' && points.length <= 10
        ? 'csat'
        : undefined;
  const end = (key: string, point: (typeof points)[number]) =>
    texts.of(own(node, key), join(path, key)) ?? (point.label === point.name ? undefined : point.label);
  const ends = given({ lowLabel: end('minRateDescription', first), highLabel: end('maxRateDescription', last) });
  if (type === undefined) {
    const made = makeOptions(points, path, report);
    for (const key of ['minRateDescription', 'maxRateDescription'])
      if (own(node, key) !== undefined)
        report.left(
          join(path, key),
          own(node, key),
          'A scale of this kind is asked as a choice, and that has no ends.',
        );
    return { parts: { type: 'single-choice', options: made.list }, values: made.ids };
  }
  if (points.slice(1, -1).some(({ name, label }) => label !== name))
    report.left(join(path, 'rateValues'), 'Words between the ends', 'A scale has words at its two ends only.');
  if (type === 'nps') return { parts: { type, ...ends } };
  const look = own(ratingLooks, words(node, 'rateType') ?? words(node, 'rateDisplayMode') ?? '');
  return { parts: { type, scale: points.length, ...given({ look }), ...ends } };
}

/** Yes or no: with words of their own for both, a choice of two. */
function truth(node: Node, path: string, texts: Texts): Built {
  const label = (key: string) => texts.of(own(node, key), join(path, key));
  const [yes, no] = [label('labelTrue'), label('labelFalse')];
  const values = (ids: readonly [string, string]) =>
    new Map([
      ['true', ids[0]],
      ['false', ids[1]],
      [said(own(node, 'valueTrue') ?? true), ids[0]],
      [said(own(node, 'valueFalse') ?? false), ids[1]],
    ]);
  if (no === undefined)
    return { parts: { type: 'consent', ...given({ label: yes }) }, values: values(['true', 'false']) };
  const options = [
    { id: 'yes', label: yes ?? 'Yes' },
    { id: 'no', label: no },
  ];
  return { parts: { type: 'single-choice', options }, values: values(['yes', 'no']) };
}

const ACCEPT = /^(\.[A-Za-z0-9]+|[a-z]+\/(\*|[A-Za-z0-9.+-]+))$/;

function file(node: Node, path: string, report: Report): Built {
  const named = (words(node, 'acceptedTypes') ?? '').slice(0, 5000).split(',');
  const accept = named.map((kind) => kind.trim()).filter((kind) => ACCEPT.test(kind) && kind.length <= 100);
  for (const kind of named)
    if (kind.trim() !== '' && !accept.includes(kind.trim()))
      report.left(join(path, 'acceptedTypes'), kind, 'This is no media type and no ending.');
  const size = figure(node, 'maxSize');
  const max = isOn(node, 'allowMultiple') ? (whole(figure(node, 'maxFiles'), 1, 20) ?? 20) : undefined;
  return {
    parts: {
      type: 'file',
      ...given({
        accept: accept.length === 0 ? undefined : accept.slice(0, 100),
        max,
        maxBytes: whole(size === undefined ? undefined : Math.floor(size), 1, 1_000_000_000),
      }),
    },
  };
}

/** Types that nothing here stands for, and why. */
export const noCounterpart: Readonly<Record<string, string>> = {
  matrixdropdown: 'A matrix here has one choice in each row, not a question in each cell.',
  matrixdynamic: 'Rows that people add themselves have no counterpart.',
  paneldynamic: 'Questions repeated for entries that people add themselves have no counterpart.',
  expression: 'It shows a computed value, and nothing is computed here.',
  image: 'A survey holds no pictures.',
  imagemap: 'A survey holds no pictures.',
  signaturepad: 'There is no question for a drawn signature.',
};

/** Types that become several questions or none of their own. */
export const containers = new Set(['panel', 'flowpanel', 'multipletext']);

/** Builds the part of a question that depends on its type; a sentence says why when there is none. */
export function build(type: string, node: Node, path: string, texts: Texts, report: Report): Built | string {
  switch (type) {
    case 'text':
      return textLine(node, path, texts, report);
    case 'slider': {
      const [low, high] = [figure(node, 'min') ?? 0, figure(node, 'max') ?? 100];
      return { parts: { type: 'number', ...range(low, high) } };
    }
    case 'comment':
      return {
        parts: { type: 'long-text', ...lengths(node, validators(node, path, type, report), path, 5000, texts) },
      };
    case 'radiogroup':
    case 'dropdown':
    case 'buttongroup':
      return choices('single-choice', node, path, texts, report);
    case 'checkbox':
    case 'tagbox': {
      const { minCount, maxCount } = validators(node, path, type, report);
      const counted = given({ minSelectedChoices: minCount, maxSelectedChoices: maxCount });
      return choices('multiple-choice', { ...counted, ...node }, path, texts, report);
    }
    case 'imagepicker':
      report.left(join(path, 'choices'), 'Pictures', 'A survey holds no pictures: their words are offered.');
      return choices(isOn(node, 'multiSelect') ? 'multiple-choice' : 'single-choice', node, path, texts, report);
    case 'ranking':
      return choices('ranking', node, path, texts, report);
    case 'rating':
      return rating(node, path, texts, report);
    case 'boolean':
      return truth(node, path, texts);
    case 'matrix':
      return matrix(node, path, texts, report);
    case 'file':
      return file(node, path, report);
    default: {
      const why = own(noCounterpart, type);
      return typeof why === 'string' ? why : 'There is no question of this type.';
    }
  }
}
