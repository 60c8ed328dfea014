import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { identifierFrom } from '@liaise/core/records/identifier';
import type { Contact } from '@liaise/core/records/contact';
import type { ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import type { LocalizedText, Question, SurveyDefinition } from '@liaise/core/survey';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../http/refusal.ts';
import { AlreadyThere, MissingReference, NotAllowed, NotStorable, type Store, type Work } from '../store/store.ts';
import { soundAnswers } from '../survey/answering.ts';
import { definitionOf } from '../survey/definition.ts';
import { convert, Unreadable } from './convert.ts';
import { didYouMeanColumn, MappingError } from './mapping.ts';
import { RejectedFile, type Rejection } from './rejected.ts';
import { readRows } from './rows.ts';

/** What an import of answers did. */
export interface ResponsesReport {
  read: number;
  created: number;
  unchanged: number;
  rejected: number;
  dryRun: boolean;
  rejectedFile: string | null;
}

export interface ResponsesOptions {
  file: string;
  /** The survey's id, or its definition's. */
  survey: string;
  separator?: ',' | ';' | '\t';
  encoding?: string;
  dryRun?: boolean;
  /** `FILE.rejected.csv` unless said. */
  rejectedFile?: string;
}

/** Columns that are no questions. */
const known = ['id', 'at', 'customer', 'contactId', 'language', 'source'] as const;
type Known = (typeof known)[number];

const batchSize = 200;
const sources: readonly string[] = ['phone', 'import'] satisfies ResponseRecord['source'][];

class BadCell extends Error {
  readonly column: string;
  readonly value: string;
  constructor(column: string, value: string, reason: string) {
    super(reason);
    this.column = column;
    this.value = value;
  }
}

interface Row {
  line: number;
  cells: ReadonlyMap<string, string>;
}

const wordsOf = (label: LocalizedText): string[] => (typeof label === 'string' ? [label] : Object.values(label));
const fold = (text: string): string => text.trim().toLowerCase().normalize('NFC');

/** The id of the option that a text names: by its id, or by what it says in any language. */
function optionOf(question: Question, text: string): string | { other: string } {
  if (!('options' in question)) return text;
  const found = question.options.find(
    ({ id, label }) => id === text.trim() || wordsOf(label).some((word) => fold(word) === fold(text)),
  );
  if (found) return found.id;
  return 'other' in question && question.other ? { other: text.trim() } : text.trim();
}

const several = (text: string): string[] =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** A cell as an answer. What it may be is checked with the whole response. */
function answerOf(question: Question, text: string): unknown {
  switch (question.type) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'number':
      return convert(text, { format: 'number' });
    case 'consent':
      return convert(text, { format: 'boolean' });
    case 'date':
      return convert(text, { format: 'day' });
    case 'single-choice':
      return optionOf(question, text);
    case 'multiple-choice':
    case 'ranking':
      return several(text).map((one) => optionOf(question, one));
    default:
      return text.trim();
  }
}

/** The question of a column, and the row of a matrix: `topics`, `quality.speed`. */
function placeOf({ questions }: SurveyDefinition, column: string): { question: Question; part: string | null } | null {
  const whole = questions.find(({ id }) => id === column);
  if (whole && !['matrix', 'contact', 'file', 'statement'].includes(whole.type)) return { question: whole, part: null };
  const dot = column.indexOf('.');
  const question = questions.find(({ id }) => dot > 0 && id === column.slice(0, dot));
  return question && (question.type === 'matrix' || question.type === 'contact')
    ? { question, part: column.slice(dot + 1) }
    : null;
}

/** The id of a row's response: always the same, so that the same file twice changes nothing. */
export function responseIdOf(surveyId: string, row: string, at: number): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([surveyId, row]))
    .digest();
  return identifierFrom(at, bytes.readUInt16BE(16) & 0xfff, (into) => into.set(bytes.subarray(0, 16)));
}

async function surveyOf(store: Store, actor: Actor, reference: string): Promise<SurveyRecord> {
  return store.transact(
    actor,
    async (work) => {
      const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(reference);
      const found = isId
        ? await work.read<SurveyRecord>('surveys', reference)
        : (await work.list<SurveyRecord>('surveys', { filters: { key: reference }, limit: 500 })).at(-1);
      if (!found) throw new Error(`There is no survey ${reference}.`);
      if (found.definition.anonymous === true)
        throw new Error('This survey is anonymous: its answers come in through its links and by nothing else.');
      return found;
    },
    { readOnly: true },
  );
}

/** @throws {MappingError} for a header that lacks what is needed, or names what the survey does not ask */
function checkHeader(header: readonly string[], definition: SurveyDefinition): void {
  const names = definition.questions.map(({ id }) => id);
  const faults = header
    .filter((column) => !(known as readonly string[]).includes(column) && !placeOf(definition, column))
    .map(
      (column) =>
        `The survey has no question "${column}" that a column can answer${didYouMeanColumn(column, [...known, ...names])}.`,
    );
  for (const column of ['id', 'at']) if (!header.includes(column)) faults.push(`The column "${column}" is missing.`);
  const twice = header.find((column, at) => header.indexOf(column) !== at);
  if (twice !== undefined) faults.push(`The column "${twice}" stands there twice.`);
  if (faults.length > 0) throw new MappingError(faults.join('\n'));
}

/**
 * Imports answers from elsewhere (telephone, paper, another system): a column a question, named by its id. `id` makes a row known again and `at` says when it
 * was answered; `customer` may be any reference. Each response keeps the rep who held the customer on that day.
 *
 * @throws {MappingError} for a header that does not fit the survey
 */
export async function importResponses(store: Store, actor: Actor, options: ResponsesOptions): Promise<ResponsesReport> {
  const { file, dryRun = false, separator = ',', encoding = 'utf-8' } = options;
  const survey = await surveyOf(store, actor, options.survey);
  const definition = definitionOf(survey.definition);
  const rejected = new RejectedFile(options.rejectedFile ?? `${file}.rejected.csv`);
  const counts = { read: 0, created: 0, unchanged: 0, rejected: 0 };
  const reject = async (rejection: Rejection): Promise<void> => {
    counts.rejected += 1;
    await rejected.add(rejection);
  };
  const write = async (rows: readonly Row[]): Promise<void> => {
    try {
      const done = await store.transact(actor, (work) => writeRows(work, survey, definition, rows, dryRun), {
        readOnly: dryRun,
      });
      counts.created += done.created;
      counts.unchanged += done.unchanged;
      for (const one of done.rejections) await reject(one);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const [only] = rows;
      if (rows.length === 1 && only) await reject({ line: only.line, column: '', value: '', reason: error.message });
      else for (const one of [rows.slice(0, rows.length / 2), rows.slice(rows.length / 2)]) await write(one);
    }
  };
  try {
    let header: string[] | null = null;
    let batch: Row[] = [];
    for await (const row of readRows(file, { separator, encoding })) {
      if (!header) {
        if ('fault' in row) throw new MappingError(`The header cannot be read. ${row.fault}`);
        header = row.cells.map((cell) => cell.trim());
        checkHeader(header, definition);
        continue;
      }
      counts.read += 1;
      const names: readonly string[] = header;
      if ('fault' in row) await reject({ line: row.line, column: '', value: '', reason: row.fault });
      else if (row.cells.length !== names.length)
        await reject({
          line: row.line,
          column: '',
          value: '',
          reason: `The row has ${String(row.cells.length)} cells; the header has ${String(names.length)}.`,
        });
      else batch.push({ line: row.line, cells: new Map(names.map((name, at) => [name, row.cells[at] ?? ''])) });
      if (batch.length >= batchSize) await write(batch.splice(0));
    }
    if (batch.length > 0) await write(batch);
    batch = [];
    return { ...counts, dryRun, rejectedFile: rejected.count > 0 ? rejected.path : null };
  } finally {
    await rejected.close();
  }
}

const isRefusal = (error: unknown): error is Error =>
  error instanceof AlreadyThere ||
  error instanceof MissingReference ||
  error instanceof NotAllowed ||
  error instanceof NotStorable;

async function writeRows(
  work: Work,
  survey: SurveyRecord,
  definition: SurveyDefinition,
  rows: readonly Row[],
  dryRun: boolean,
): Promise<{ created: number; unchanged: number; rejections: Rejection[] }> {
  const done = { created: 0, unchanged: 0, rejections: [] as Rejection[] };
  const named = rows.flatMap(({ cells }) => cells.get('customer')?.trim() || []);
  const customers = await work.resolveCustomers(named);
  for (const { line, cells } of rows) {
    try {
      const response = await responseOf(work, survey, definition, cells, customers.found, customers.ambiguous);
      const isThere = (await work.read('responses', response.id)) !== null;
      if (isThere) done.unchanged += 1;
      else if (dryRun || (await work.insert('responses', response))) done.created += 1;
      else done.unchanged += 1;
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      done.rejections.push({ line, column: error.column, value: error.value, reason: error.message });
    }
  }
  return done;
}

async function responseOf(
  work: Work,
  survey: SurveyRecord,
  definition: SurveyDefinition,
  cells: ReadonlyMap<string, string>,
  customers: ReadonlyMap<string, string>,
  ambiguous: ReadonlySet<string>,
): Promise<ResponseRecord> {
  const cell = (name: Known): string => (cells.get(name) ?? '').trim();
  const row = cell('id');
  if (row === '') throw new BadCell('id', '', 'The column "id" is empty, so the row cannot be known again.');
  const at = read('at', cell('at'), (text) => convert(text, { format: 'instant' }));
  if (typeof at !== 'string') throw new BadCell('at', '', 'The column "at" is empty: say when it was answered.');
  if (Date.parse(at) > work.now.getTime() || Date.parse(at) < 0)
    throw new BadCell('at', cell('at'), 'The answer lies in the future, or before 1970.');
  const source = cell('source') || 'import';
  if (!sources.includes(source)) throw new BadCell('source', source, `Expected ${sources.join(' or ')}.`);
  const reference = cell('customer');
  const customerId = reference === '' ? undefined : customers.get(reference);
  if (ambiguous.has(reference)) throw new BadCell('customer', reference, 'This names more than one customer.');
  if (reference !== '' && customerId === undefined)
    throw new BadCell('customer', reference, 'There is no such customer.');
  const contactId = await contactOf(work, cell('contactId'), customerId);
  const language = cell('language');
  if (language !== '' && !/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(language))
    throw new BadCell('language', language, 'Expected a language tag, such as en or zh-CN.');
  const repId = customerId === undefined ? undefined : await holderOn(work, customerId, at.slice(0, 10));
  const written = work.now.toISOString();
  return {
    id: responseIdOf(survey.id, row, Date.parse(at)),
    version: 1,
    createdAt: written,
    updatedAt: written,
    surveyId: survey.id,
    surveyVersion: survey.definition.version ?? 1,
    ...(customerId === undefined ? {} : { customerId }),
    ...(contactId === undefined ? {} : { contactId }),
    ...(repId === undefined ? {} : { repId }),
    answers: checked(definition, answersOf(definition, cells)),
    final: true,
    startedAt: at,
    finishedAt: at,
    ...(language === '' ? {} : { language }),
    source: source === 'phone' ? 'phone' : 'import',
  };
}

function read<T>(column: string, text: string, reader: (text: string) => T): T {
  try {
    return reader(text);
  } catch (error) {
    if (error instanceof Unreadable) throw new BadCell(column, text, error.message);
    throw error;
  }
}

async function contactOf(work: Work, id: string, customerId: string | undefined): Promise<string | undefined> {
  if (id === '') return undefined;
  const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const contact = isId ? await work.read<Contact>('contacts', id) : null;
  if (!contact || contact.customerId !== customerId)
    throw new BadCell('contactId', id, 'The customer of this row has no such contact.');
  return id;
}

function answersOf(definition: SurveyDefinition, cells: ReadonlyMap<string, string>): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const [column, text] of cells) {
    const place =
      (known as readonly string[]).includes(column) || text.trim() === '' ? null : placeOf(definition, column);
    if (!place) continue;
    const { question, part } = place;
    const answer = read(column, text, (cell) =>
      part === null ? answerOf(question, cell) : question.type === 'matrix' ? optionOf(question, cell) : cell.trim(),
    );
    if (part === null) answers[question.id] = answer;
    else answers[question.id] = { ...(answers[question.id] as object | undefined), [part]: answer };
  }
  return answers;
}

/** @throws {BadCell} for the first answer that the survey does not take */
function checked(definition: SurveyDefinition, answers: Record<string, unknown>): ResponseRecord['answers'] {
  try {
    return soundAnswers(definition, answers, true);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [issue] = error.issues;
    const column = issue?.path.split('.')[2] ?? '';
    throw new BadCell(
      column,
      JSON.stringify(answers[column] ?? ''),
      issue?.message ?? 'The survey does not take this.',
    );
  }
}

/** The rep who held a customer on a day. */
async function holderOn({ sql: db, actor }: Work, customerId: string, day: string): Promise<string | undefined> {
  const { rows } = await sql<{
    rep_id: string;
  }>`SELECT h.rep_id FROM holdings h WHERE h.tenant_id = ${actor.tenantId} AND h.customer_id = ${customerId} AND h.role = 'holder' AND h.from_day <= ${day}::date AND (h.to_day IS NULL OR h.to_day > ${day}::date) ORDER BY h.from_day DESC LIMIT 1`.execute(
    db,
  );
  return rows[0]?.rep_id;
}
