import { entries, ids, repeated, type Report } from './check-tools.ts';
import { isDay, own } from './values.ts';
import { defaults } from './vocabulary.ts';

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Checks what the schema cannot say of one question: ids of its parts, bounds that fit one another, days that exist. */
export function checkQuestion(question: Readonly<Record<string, unknown>>, path: string, report: Report): void {
  const fault = (at: string, code: string, message: string) => report({ path: `${path}.${at}`, code, message });
  const get = (key: string) => own(question, key);
  const type = get('type');

  for (const key of ['options', 'rows', 'fields']) repeated(ids(get(key)), `${path}.${key}`, report);
  if ((get('other') ?? false) !== false)
    entries(get('options')).forEach((option, at) => {
      if (own(option, 'id') === 'other')
        fault(`options.${at}.id`, 'reserved-id', 'other stands for an answer in own words here: choose another id.');
    });

  if (type === 'csat' && get('look') === 'thumbs' && get('scale') !== 2)
    fault('scale', 'bad-scale', 'Thumbs need a scale of 2.');

  const order = (low: unknown, high: unknown, at: string) => {
    if (typeof low === 'number' && typeof high === 'number' && low > high)
      fault(at, 'bad-range', 'The greatest must not be below the least.');
  };
  if (type === 'number') order(get('min'), get('max'), 'max');
  if (type === 'short-text' || type === 'long-text')
    order(
      get('minLength'),
      get('maxLength') ?? (type === 'short-text' ? defaults.shortText : defaults.longText),
      'maxLength',
    );
  if (type === 'multiple-choice' || type === 'ranking') {
    const offered = entries(get('options')).length + ((get('other') ?? false) === false ? 0 : 1);
    order(get('min'), get('max') ?? offered, 'max');
    for (const key of ['min', 'max'])
      if ((number(get(key)) ?? 0) > offered)
        fault(key, 'bad-range', `There are only ${offered} options to choose from.`);
  }
  if (type === 'date') {
    const [min, max] = [get('min'), get('max')];
    if (typeof min === 'string' && !isDay(min)) fault('min', 'not-a-date', 'Give a day that exists, as YYYY-MM-DD.');
    if (typeof max === 'string' && !isDay(max)) fault('max', 'not-a-date', 'Give a day that exists, as YYYY-MM-DD.');
    if (isDay(min) && isDay(max) && min > max) fault('max', 'bad-range', 'The last day must not lie before the first.');
  }
}
