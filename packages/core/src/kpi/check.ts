import {
  checkConditions,
  checkField,
  checkKeys,
  isMoment,
  isObject,
  isScalar,
  type Json,
  type KpiFault,
  LONGEST,
  type Report,
} from './check-conditions.ts';
import type { KpiDefinition } from './definition.ts';
import { kindOf, type Resource, resources } from './fields.ts';

export type { KpiFault } from './check-conditions.ts';

const units: readonly KpiDefinition['unit'][] = ['count', 'share', 'money', 'days', 'hours', 'score', 'mean'];
const rowKeys = ['resource', 'at', 'owner', 'where', 'first'];

function checkOwner(resource: Resource, owner: unknown, path: string, report: Report): void {
  const known = ['holder', ...['repId', 'ownerId'].filter((field) => kindOf(resource, field) !== undefined)];
  if (typeof owner !== 'string' || !known.includes(owner)) report(path, 'wrong-value', `Give ${known.join(' or ')}.`);
}

/** Reports the faults of a selection of rows and says of which resource it is. */
function checkRows(rows: unknown, path: string, more: readonly string[], report: Report): Resource | undefined {
  if (!isObject(rows)) {
    report(path, 'wrong-type', 'Give { "resource", "at", "owner" }.');
    return undefined;
  }
  const resource = resources.find((name) => name === rows['resource']);
  if (resource === undefined) {
    report(`${path}.resource`, 'unknown-word', `Give one of ${resources.join(', ')}.`);
    return undefined;
  }
  const customers = resource === 'customers';
  checkKeys(rows, path, [...rowKeys.filter((key) => !customers || key !== 'first'), ...more], report);
  if (!customers) checkField(resource, rows['at'], `${path}.at`, isMoment, 'an instant or a day', report);
  else if (rows['at'] !== 'start' && rows['at'] !== 'end')
    report(`${path}.at`, 'wrong-value', 'Customers are taken at "start" or "end".');
  checkOwner(resource, rows['owner'], `${path}.owner`, report);
  if (rows['first'] !== undefined && rows['first'] !== true)
    report(`${path}.first`, 'wrong-value', 'Give true, or leave it out.');
  checkConditions(resource, rows['where'], `${path}.where`, report);
  return resource;
}

function checkAggregate(value: unknown, path: string, report: Report): void {
  if (!isObject(value)) {
    report(path, 'wrong-type', 'Give { "aggregate", "resource", "at", "owner" }.');
    return;
  }
  const { aggregate } = value;
  const more: Readonly<Record<string, readonly string[]>> = {
    count: [],
    distinct: ['field'],
    sum: ['field', 'weight'],
  };
  const keys = typeof aggregate === 'string' && Object.hasOwn(more, aggregate) ? more[aggregate] : undefined;
  if (keys === undefined) {
    report(`${path}.aggregate`, 'unknown-word', 'Give count, sum or distinct.');
    return;
  }
  const resource = checkRows(value, path, ['aggregate', ...keys], report);
  if (resource === undefined || aggregate === 'count') return;
  if (resource === 'customers')
    report(
      `${path}.aggregate`,
      'mismatch',
      'Customers can be counted; sums and different values are of other records.',
    );
  const number = (kind: unknown) => kind === 'number';
  if (aggregate === 'distinct')
    checkField(resource, value['field'], `${path}.field`, isScalar, 'a single value', report);
  else {
    checkField(resource, value['field'], `${path}.field`, number, 'a number', report);
    if (value['weight'] !== undefined)
      checkField(resource, value['weight'], `${path}.weight`, number, 'a number', report);
  }
}

function checkAggregates(value: unknown, path: string, least: number, most: number, report: Report): void {
  if (!Array.isArray(value) || value.length < least || value.length > most)
    report(path, 'wrong-type', `Give a list of ${least === most ? least : `${least} to ${most}`} aggregates.`);
  else
    value.forEach((each, index) => {
      checkAggregate(each, `${path}.${index}`, report);
    });
}

function checkMean(measure: Json, path: string, report: Report): void {
  checkKeys(measure, path, ['mean', 'of'], report);
  const resource = checkRows(measure['of'], `${path}.of`, [], report);
  if (resource === undefined) return;
  if (resource === 'customers') report(`${path}.of.resource`, 'mismatch', 'A mean is of other records than customers.');
  const { mean } = measure;
  if (typeof mean === 'string') {
    checkField(resource, mean, `${path}.mean`, (kind) => kind === 'number', 'a number', report);
    return;
  }
  const hours = isObject(mean) ? mean['hours'] : undefined;
  if (!Array.isArray(hours) || hours.length !== 2) {
    report(`${path}.mean`, 'wrong-type', 'Give a field, or { "hours": [from, to] }.');
    return;
  }
  hours.forEach((field, index) => {
    checkField(resource, field, `${path}.mean.hours.${index}`, (kind) => kind === 'instant', 'an instant', report);
  });
}

function checkScore(measure: Json, path: string, report: Report): void {
  checkKeys(measure, path, ['score', 'of', 'survey', 'question'], report);
  if (!['nps', 'csat', 'ces'].includes(String(measure['score'])))
    report(`${path}.score`, 'unknown-word', 'Give nps, csat or ces.');
  const resource = checkRows(measure['of'], `${path}.of`, [], report);
  if (resource !== undefined && resource !== 'responses')
    report(`${path}.of.resource`, 'mismatch', 'A survey score is of responses.');
  for (const key of ['survey', 'question'])
    if (measure[key] !== undefined && typeof measure[key] !== 'string')
      report(`${path}.${key}`, 'wrong-type', 'Give its id.');
}

function checkMeasure(measure: unknown, path: string, report: Report): void {
  if (!isObject(measure)) {
    report(path, 'missing', 'Say how it is computed, such as { "aggregate": "count", "resource": "visits", ... }.');
  } else if ('aggregate' in measure) checkAggregate(measure, path, report);
  else if ('plus' in measure) {
    checkKeys(measure, path, ['plus', 'minus'], report);
    checkAggregates(measure['plus'], `${path}.plus`, 1, 20, report);
    if (measure['minus'] !== undefined) checkAggregates(measure['minus'], `${path}.minus`, 1, 20, report);
  } else if ('ratio' in measure) {
    checkKeys(measure, path, ['ratio'], report);
    checkAggregates(measure['ratio'], `${path}.ratio`, 2, 2, report);
  } else if ('share' in measure || 'completeness' in measure) {
    const key = 'share' in measure ? 'share' : 'completeness';
    checkKeys(measure, path, [key, 'of'], report);
    const resource = checkRows(measure['of'], `${path}.of`, [], report);
    const conditions = measure[key];
    if (!Array.isArray(conditions) || conditions.length === 0)
      report(`${path}.${key}`, 'wrong-type', `Give a list of 1 to ${LONGEST} conditions.`);
    else if (resource !== undefined) checkConditions(resource, conditions, `${path}.${key}`, report);
  } else if ('mean' in measure) checkMean(measure, path, report);
  else if ('score' in measure) checkScore(measure, path, report);
  else if ('kept' in measure) {
    checkKeys(measure, path, ['kept', 'months', 'of'], report);
    if (measure['kept'] !== 'gross' && measure['kept'] !== 'net')
      report(`${path}.kept`, 'unknown-word', 'Give gross or net.');
    const { months } = measure;
    if (!Number.isInteger(months) || Number(months) < 1 || Number(months) > 120)
      report(`${path}.months`, 'wrong-value', 'Give a whole number from 1 to 120.');
    const resource = checkRows(measure['of'], `${path}.of`, [], report);
    if (resource !== undefined && resource !== 'customers')
      report(`${path}.of.resource`, 'mismatch', 'Revenue is kept from customers.');
  } else report(path, 'missing', 'Give one of aggregate, plus, ratio, share, completeness, mean, score, kept.');
}

/** The unit that a measure can only have; undefined where several fit. */
function checkUnit(definition: Json, report: Report): void {
  const { unit, measure } = definition;
  if (!isObject(measure)) return;
  const share = 'share' in measure || 'completeness' in measure || 'kept' in measure || measure['score'] === 'csat';
  const only = share
    ? 'share'
    : measure['score'] === 'nps'
      ? 'score'
      : measure['score'] === 'ces'
        ? 'mean'
        : isObject(measure['mean'])
          ? 'hours'
          : undefined;
  if (only !== undefined && unit !== only) report('unit', 'mismatch', `This measure's unit is "${only}".`);
  const money = (aggregate: unknown) => isObject(aggregate) && String(aggregate['field']).endsWith('.minor');
  const parts = Array.isArray(measure['plus']) ? (measure['plus'] as unknown[]) : [measure];
  const isMoney =
    (typeof measure['mean'] === 'string' && measure['mean'].endsWith('.minor')) ||
    (!('ratio' in measure) && parts.some((part) => isObject(part) && part['aggregate'] === 'sum' && money(part)));
  if (isMoney && unit !== 'money') report('unit', 'mismatch', 'Amounts are added here: the unit is "money".');
}

function checkWords(words: unknown, path: string, report: Report): void {
  if (!isObject(words)) {
    report(path, 'missing', 'Give texts by language, "en" and "zh-CN" at least.');
    return;
  }
  for (const language of ['en', 'zh-CN'])
    if (typeof words[language] !== 'string' || words[language].trim() === '')
      report(`${path}.${language}`, 'missing', 'Give a text.');
  for (const [language, text] of Object.entries(words))
    if (typeof text !== 'string' || text.length > 2000)
      report(`${path}.${language}`, 'wrong-type', 'Give a text of at most 2000 characters.');
}

/**
 * Every fault of a KPI definition that came as JSON, with its path; none means that it is a `KpiDefinition`.
 */
export function checkKpi(definition: unknown): KpiFault[] {
  const faults: KpiFault[] = [];
  const report: Report = (path, code, message) => faults.push({ path, code, message });
  if (!isObject(definition)) return [{ path: '', code: 'wrong-type', message: 'A KPI is an object.' }];
  const keys = ['id', 'name', 'unit', 'direction', 'formula', 'minimumN', 'cumulative', 'ahead', 'measure'];
  for (const key of Object.keys(definition))
    if (!keys.includes(key)) report(key, 'unknown-key', `"${key}" is not known: use ${keys.join(', ')}.`);
  const { id, unit, direction, minimumN, cumulative, ahead } = definition;
  if (typeof id !== 'string' || id.length > 64 || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))
    report('id', 'wrong-value', 'Give lower-case letters, digits and hyphens, such as visits-done.');
  checkWords(definition['name'], 'name', report);
  checkWords(definition['formula'], 'formula', report);
  if (!units.some((known) => known === unit)) report('unit', 'unknown-word', `Give one of ${units.join(', ')}.`);
  if (!['higher', 'lower', 'neutral'].includes(String(direction)))
    report('direction', 'unknown-word', 'Give higher, lower or neutral.');
  if (!Number.isInteger(minimumN) || Number(minimumN) < 0 || Number(minimumN) > 1_000_000)
    report('minimumN', 'wrong-value', 'Give a whole number from 0 to 1000000.');
  if (typeof cumulative !== 'boolean') report('cumulative', 'wrong-type', 'Give true or false.');
  if (ahead !== undefined && typeof ahead !== 'boolean') report('ahead', 'wrong-type', 'Give true or false.');
  checkMeasure(definition['measure'], 'measure', report);
  checkUnit(definition, report);
  return faults;
}

/** Whether a value is a KPI definition without a fault. */
export function isKpi(definition: unknown): definition is KpiDefinition {
  return checkKpi(definition).length === 0;
}
