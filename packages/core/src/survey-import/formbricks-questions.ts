import type { LocalizedText } from '../survey/types.ts';
import { isDay, own } from '../survey/values.ts';
import { type Labelled, makeOptions } from './options.ts';
import { child, figure, first, given, isOn, list, type Node, whole, words } from './reading.ts';
import { join, type Report } from './report.ts';
import type { Built } from './surveyjs-choices.ts';
import type { Texts } from './texts.ts';

const MOST_READ = 10_000;

/** Entries that are `{ id, label }`, or a text alone as before. */
function labelled(node: Node, key: string, path: string, texts: Texts, report: Report): Labelled[] {
  return first(list(node, key), MOST_READ, join(path, key), 'entries', report).flatMap((entry, at): Labelled[] => {
    const place = join(join(path, key), at);
    const hasLabel = own(entry, 'label') !== undefined;
    const label = texts.of(hasLabel ? own(entry, 'label') : entry, hasLabel ? join(place, 'label') : place);
    const name = words(entry, 'id') ?? (typeof label === 'string' ? label : label?.[texts.language]);
    if (name === undefined) {
      report.fault(place, 'missing-key', 'Give an id and a label.');
      return [];
    }
    return [{ name, label, path: place }];
  });
}

/** Option ids by the source's ids, and by labels: rules of before name options by their words. */
function byLabelToo(entries: readonly Labelled[], ids: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const all = new Map(ids);
  for (const { name, label } of entries)
    for (const said of typeof label === 'string' ? [label] : Object.values(label ?? {})) {
      const id = ids.get(name);
      if (id !== undefined && !all.has(said)) all.set(said, id);
    }
  return all;
}

function choices(
  type: 'single-choice' | 'multiple-choice' | 'ranking',
  node: Node,
  path: string,
  texts: Texts,
  report: Report,
): Built | string {
  const entries = labelled(node, 'choices', path, texts, report);
  const other = entries.find(({ name }) => name === 'other');
  const listed = entries.filter((entry) => entry !== other);
  if (listed.length === 0) return 'It has no choices.';
  const made = makeOptions(listed, join(path, 'choices'), report, other === undefined ? [] : ['other']);
  const values = new Map(byLabelToo(listed, made.ids));
  if (other !== undefined) {
    values.set('other', 'other');
    for (const said of typeof other.label === 'string' ? [other.label] : Object.values(other.label ?? {}))
      if (!values.has(said)) values.set(said, 'other');
  }
  const shuffle = words(node, 'shuffleOption') ?? 'none';
  if (shuffle === 'exceptLast' && other === undefined)
    report.left(join(path, 'shuffleOption'), shuffle, 'All options are shuffled, but for those that exclude others.');
  const none = made.ids.get('none');
  const { min, max } = selections(node, path, made.list.length + (other === undefined ? 0 : 1), report);
  const isSeveral = type !== 'single-choice';
  return {
    values,
    parts: {
      type,
      ...given({
        options:
          type === 'multiple-choice' && none !== undefined
            ? made.list.map((option) => (option.id === none ? { ...option, exclusive: true } : option))
            : made.list,
        other: other === undefined ? undefined : other.label === undefined ? true : { label: other.label },
        randomOrder: shuffle === 'none' ? undefined : true,
        min: isSeveral ? min : undefined,
        max: isSeveral ? max : undefined,
      }),
    },
  };
}

/** The rules of `validation`, by type; those that nothing here stands for are said. */
function rules(node: Node, path: string, carried: readonly string[], report: Report): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const validation = child(node, 'validation');
  const isOr = own(validation, 'logic') === 'or';
  const source = validation === undefined ? list(node, 'validationRules') : list(validation, 'rules');
  source.slice(0, 100).forEach((rule, at) => {
    const type = words(rule, 'type') ?? '';
    const place = join(join(path, 'validation.rules'), at);
    if (carried.includes(type) && !(isOr && source.length > 1) && !found.has(type))
      found.set(type, own(rule, 'params'));
    else report.left(place, `Rule ${type}`, 'Answers are checked by type, length, range and count only, all at once.');
  });
  return found;
}

function selections(node: Node, path: string, offered: number, report: Report) {
  const found = rules(node, path, ['minSelections', 'maxSelections', 'minRanked'], report);
  const min = whole(figure(found.get('minSelections') ?? found.get('minRanked'), 'min'), 1, offered);
  const max = whole(figure(found.get('maxSelections'), 'max'), 1, offered);
  return (min ?? 0) > (max ?? offered) ? {} : { min, max };
}

const formats: Readonly<Record<string, string>> = { email: 'email', url: 'url', phone: 'phone' };

function openText(node: Node, path: string, texts: Texts, report: Report): Built {
  const inputType = words(node, 'inputType') ?? 'text';
  const placeholder = texts.of(own(node, 'placeholder'), join(path, 'placeholder'));
  if (inputType === 'number') {
    const found = rules(node, path, ['minValue', 'maxValue'], report);
    const [min, max] = [figure(found.get('minValue'), 'min'), figure(found.get('maxValue'), 'max')];
    return { parts: { type: 'number', ...((min ?? -Infinity) > (max ?? Infinity) ? {} : given({ min, max })) } };
  }
  const found = rules(node, path, ['minLength', 'maxLength', 'email', 'url', 'phone'], report);
  const limit = child(node, 'charLimit');
  const limited = isOn(limit, 'enabled');
  const isShort = own(node, 'longAnswer') === false || inputType !== 'text';
  const format = own(formats, inputType) ?? ['email', 'url', 'phone'].find((kind) => found.has(kind));
  const type = isShort || format !== undefined ? 'short-text' : 'long-text';
  const [least, most] = limited
    ? [figure(limit, 'min'), figure(limit, 'max')]
    : [figure(found.get('minLength'), 'min'), figure(found.get('maxLength'), 'max')];
  const maxLength = whole(most, 1, 100_000);
  const minLength = whole(least, 1, maxLength ?? (type === 'short-text' ? 300 : 5000));
  return { parts: { type, ...given({ format, minLength, maxLength, placeholder }) } };
}

const ratingLooks: Readonly<Record<string, string>> = { star: 'stars', smiley: 'faces', number: 'numbers' };

function scaled(type: 'nps' | 'rating', node: Node, path: string, texts: Texts): Built | string {
  const text = (key: string) => texts.of(own(node, key), join(path, key));
  const ends = given({ lowLabel: text('lowerLabel'), highLabel: text('upperLabel') });
  if (type === 'nps') return { parts: { type: 'nps', ...ends } };
  const scale = whole(figure(node, 'range') ?? 5, 2, 10);
  if (scale === undefined) return 'A scale has 2 to 10 points.';
  return { parts: { type: 'csat', scale, ...given({ look: own(ratingLooks, words(node, 'scale') ?? '') }), ...ends } };
}

function matrix(node: Node, path: string, texts: Texts, report: Report): Built | string {
  const [rows, columns] = [labelled(node, 'rows', path, texts, report), labelled(node, 'columns', path, texts, report)];
  const [madeRows, madeColumns] = [
    makeOptions(rows, join(path, 'rows'), report),
    makeOptions(columns, join(path, 'columns'), report),
  ];
  if (madeRows.list.length === 0 || madeColumns.list.length === 0) return 'A matrix needs rows and columns.';
  rules(node, path, [], report);
  // Conditions name rows and columns by their place.
  const rowIds = new Map(byLabelToo(rows, madeRows.ids));
  rows.forEach(({ name }, at) => rowIds.set(`#${at}`, madeRows.ids.get(name) ?? ''));
  const values = new Map(byLabelToo(columns, madeColumns.ids));
  columns.forEach(({ name }, at) => {
    if (!values.has(String(at))) values.set(String(at), madeColumns.ids.get(name) ?? '');
  });
  const randomOrder = (words(node, 'shuffleOption') ?? 'none') === 'none' ? undefined : true;
  return {
    values,
    rows: rowIds,
    parts: { type: 'matrix', rows: madeRows.list, options: madeColumns.list, ...given({ randomOrder }) },
  };
}

const contactParts: Readonly<Record<string, readonly (readonly [key: string, field: string | null])[]>> = {
  contactInfo: [
    ['firstName', 'name'],
    ['lastName', 'name'],
    ['email', 'email'],
    ['phone', 'phone'],
    ['company', 'organization'],
  ],
  address: [
    ['addressLine1', 'address'],
    ['addressLine2', null],
    ['city', 'city'],
    ['state', null],
    ['zip', 'postcode'],
    ['country', 'country'],
  ],
};

function contact(type: string, node: Node, path: string, texts: Texts, report: Report): Built | string {
  const fields = new Map<string, { id: string; required?: boolean; label?: LocalizedText }>();
  const rows = new Map<string, string>();
  for (const [key, id] of contactParts[type] ?? []) {
    const part = child(node, key);
    if (part === undefined || own(part, 'show') === false) continue;
    const place = join(path, key);
    if (id === null) {
      report.left(place, key, 'A contact question has no field of this kind: the address is one field.');
      continue;
    }
    rows.set(key, id);
    const before = fields.get(id);
    const required = isOn(part, 'required') || before?.required === true;
    if (before !== undefined) report.left(place, key, 'First and last name are asked as one name.');
    const label = before === undefined ? texts.of(own(part, 'placeholder'), join(place, 'placeholder')) : undefined;
    fields.set(id, { id, ...(required ? { required } : {}), ...(label === undefined ? {} : { label }) });
  }
  if (fields.size === 0) return 'It asks for nothing.';
  const merged = fields.get('name');
  // The label was of the first name alone.
  if (rows.has('firstName') && rows.has('lastName') && merged !== undefined) delete merged.label;
  return { rows, parts: { type: 'contact', fields: [...fields.values()] } };
}

function file(node: Node, path: string, report: Report): Built {
  const found = rules(node, path, ['fileSizeAtMost', 'fileExtensionIs'], report);
  const atMost = found.get('fileSizeAtMost');
  const unit = words(atMost, 'unit') === 'KB' ? 1000 : 1_000_000;
  const ruled = figure(atMost, 'size');
  const bytes =
    figure(node, 'maxSizeInMB') === undefined
      ? (ruled ?? NaN) * unit
      : (figure(node, 'maxSizeInMB') ?? NaN) * 1_000_000;
  const named = [...list(node, 'allowedFileExtensions'), ...list(found.get('fileExtensionIs'), 'extensions')];
  const accept = named
    .slice(0, 100)
    .flatMap((ending) =>
      typeof ending === 'string' && /^\.?[A-Za-z0-9]{1,20}$/.test(ending) ? [`.${ending.replace('.', '')}`] : [],
    );
  return {
    parts: {
      type: 'file',
      ...given({
        accept: accept.length === 0 ? undefined : accept,
        max: isOn(node, 'allowMultipleFiles') ? 20 : undefined,
        maxBytes: whole(Math.floor(bytes), 1, 1_000_000_000),
      }),
    },
  };
}

function date(node: Node, path: string, report: Report): Built {
  const found = rules(node, path, ['isLaterThan', 'isEarlierThan', 'isBetween'], report);
  const day = (value: unknown, move: number): string | undefined => {
    if (!isDay(value)) return undefined;
    const time = new Date(Date.parse(`${value}T00:00:00Z`) + move * 86_400_000);
    const moved = Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10);
    return isDay(moved) ? moved : undefined;
  };
  const between = found.get('isBetween');
  const min = day(own(between, 'startDate'), 0) ?? day(own(found.get('isLaterThan'), 'date'), 1);
  const max = day(own(between, 'endDate'), 0) ?? day(own(found.get('isEarlierThan'), 'date'), -1);
  return {
    parts: { type: 'date', ...(min !== undefined && max !== undefined && min > max ? {} : given({ min, max })) },
  };
}

const noCounterpart: Readonly<Record<string, string>> = {
  pictureSelection: 'A survey holds no pictures, and these have no words to stand in for them.',
  cal: 'Appointments are not booked in a survey.',
  payment: 'Nothing is paid for in a survey.',
};

/** Builds the part of a question that depends on its type; a sentence says why when there is none. */
export function build(type: string, node: Node, path: string, texts: Texts, report: Report): Built | string {
  switch (type) {
    case 'openText':
      return openText(node, path, texts, report);
    case 'multipleChoiceSingle':
      return choices('single-choice', node, path, texts, report);
    case 'multipleChoiceMulti':
      return choices('multiple-choice', node, path, texts, report);
    case 'ranking':
      return choices('ranking', node, path, texts, report);
    case 'nps':
    case 'rating':
      return scaled(type, node, path, texts);
    case 'csat':
    case 'ces':
      return scaled('rating', node, path, texts);
    case 'cta':
      return { parts: { type: 'statement' } };
    case 'consent': {
      const label = texts.of(own(node, 'label'), join(path, 'label'));
      const mustAccept = isOn(node, 'required') ? true : undefined;
      return { parts: { type: 'consent', ...given({ label, mustAccept }) } };
    }
    case 'date':
      return date(node, path, report);
    case 'matrix':
      return matrix(node, path, texts, report);
    case 'fileUpload':
      return file(node, path, report);
    case 'contactInfo':
    case 'address':
      return contact(type, node, path, texts, report);
    default: {
      const why = own(noCounterpart, type);
      return typeof why === 'string' ? why : 'There is no question of this type.';
    }
  }
}
