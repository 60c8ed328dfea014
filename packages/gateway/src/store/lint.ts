import { tenantless as withoutTenant, type Migration } from './migrations/index.ts';

/** A breach of the schema rules: where, which rule, and what to do instead. */
export interface Fault {
  where: string;
  rule: string;
  message: string;
}

/** What is known of the tables that migrations make. */
export interface KnownTables {
  /** Tables with a tenant. */
  tables: ReadonlySet<string>;
  /** Names of columns that are text in every table that has them. */
  textColumns: ReadonlySet<string>;
}

interface Rule {
  rule: string;
  message: string;
  breaks: (text: string) => boolean;
}

const volatile =
  /\b(?:random|gen_random_uuid|uuidv[47]|clock_timestamp|timeofday|nextval|setval|txid_current|pg_current_xact_id|pg_sleep)\s*\(/i;
const hinted = /\/\*\s*hint\s*\*\//;

const pattern = (rule: string, expression: RegExp, message: string): Rule => ({
  rule,
  message,
  breaks: (text) => expression.test(text),
});

/** Rules that hold for every statement, in a migration or at work. */
const always: readonly Rule[] = [
  pattern('no-merge', /\bmerge\s+into\b/i, 'Write INSERT … ON CONFLICT instead of MERGE.'),
  pattern(
    'no-sequence',
    /\b(?:nextval|setval|currval)\s*\(|\b(?:big|small)?serial\b|\bcreate\s+(?:temp\w*\s+)?sequence\b|\bas\s+identity\b/i,
    'The writer makes ids (UUIDv7): no sequence, serial or identity.',
  ),
  pattern(
    'newer-than-15',
    /\b(?:uuidv[47]|any_value|json_table|json_query|json_value|json_exists)\s*\(|\breturning\s+(?:old|new)\b|\bis\s+(?:not\s+)?json\b|\bwithout\s+overlaps\b/i,
    'Keep to what PostgreSQL 15 knows.',
  ),
  {
    rule: 'volatile-in-update',
    message: 'Pass times and ids as parameters: an UPDATE calls no volatile function.',
    breaks: (text) => /\bupdate\b(?!\s+(?:of|skip|nowait))[^;]*\bset\b/i.test(text) && volatile.test(text),
  },
  {
    rule: 'skip-locked-without-tenant',
    message: 'FOR UPDATE SKIP LOCKED works within one tenant: compare tenant_id.',
    breaks: (text) => /\bskip\s+locked\b/i.test(text) && !/\btenant_id"?\s*=/i.test(text),
  },
  {
    rule: 'hint-only',
    message: 'NOTIFY and advisory locks are hints, marked by /* hint */; truth lies in rows.',
    breaks: (text) =>
      /\bpg_notify\s*\(|^\s*(?:notify|listen)\b|\bpg_(?:try_)?advisory_/i.test(text) && !hinted.test(text),
  },
];

/** Rules for statements of a migration. */
const inMigrations: readonly Rule[] = [
  {
    rule: 'one-statement',
    message: 'One statement a step.',
    breaks: (text) => text.trim().replace(/;$/, '').includes(';'),
  },
  pattern(
    'no-trigger',
    /\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/i,
    'Write it in the repository instead of a trigger.',
  ),
  pattern(
    'no-procedure',
    /\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\b|^\s*do\b/i,
    'Keep logic out of the database: no function, procedure or DO block.',
  ),
  pattern(
    'no-exclusion',
    /\bexclude\s+(?:using\b|\()/i,
    'No exclusion constraint: keep a unique key that begins with tenant_id.',
  ),
  pattern(
    'no-deferrable',
    /(?<!not\s)\bdeferrable\b|\binitially\s+deferred\b/i,
    'No deferrable constraint: write in an order that holds at each statement.',
  ),
  pattern(
    'volatile-default',
    /\bdefault\s+(?:random|gen_random_uuid|uuidv[47]|clock_timestamp)\s*\(/i,
    'The writer makes ids and times.',
  ),
];

/** Takes string literals and comments out (but for hints), so that rules read words only. */
function wordsOf(text: string): string {
  return text
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*(?!\s*hint\s*\*\/)[\s\S]*?\*\//g, ' ');
}

/** Splits at commas that lie in no parenthesis. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    if (character === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...parts, part.trim()].filter((one) => one !== '');
}

/** The text between the parenthesis at an index and its partner. */
function inParentheses(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return text.slice(from + 1, at);
  }
  return '';
}

interface CreatedTable {
  name: string;
  parts: string[];
}

function createdTable(words: string): CreatedTable | undefined {
  const found = /^\s*create\s+table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?\s*\(/i.exec(words);
  if (found?.[1] === undefined) return undefined;
  return { name: found[1], parts: splitTop(inParentheses(words, found[0].length - 1)) };
}

const leads = (list: string | undefined) => /^\s*"?tenant_id"?\s*(?:,|$)/i.test(list ?? '');

function keyFaults(part: string): [string, string][] {
  const faults: [string, string][] = [];
  const primary = /\bprimary\s+key\b\s*(?:\(([^)]*)\))?/i.exec(part);
  if (primary && !leads(primary[1]))
    faults.push(['tenant-leads-primary-key', 'The primary key begins with tenant_id.']);
  const unique = /\bunique\b(?!\s+index)\s*(?:nulls\s+(?:not\s+)?distinct\s*)?(?:\(([^)]*)\))?/i.exec(part);
  if (unique && !leads(unique[1])) faults.push(['tenant-leads-unique', 'Each unique key begins with tenant_id.']);
  const foreign = /(?:\bforeign\s+key\s*\(([^)]*)\)\s*)?\breferences\s+"?\w+"?\s*(?:\(([^)]*)\))?/i.exec(part);
  if (foreign && !(leads(foreign[1]) && leads(foreign[2]))) {
    faults.push(['tenant-leads-foreign-key', 'Each foreign key begins with tenant_id on both sides.']);
  }
  return faults;
}

function tableFaults({ name, parts }: CreatedTable, tenantless: readonly string[]): [string, string][] {
  if (tenantless.includes(name)) return [];
  const faults = parts.flatMap(keyFaults);
  if (!parts.some((part) => /^tenant_id\s+uuid\s+not\s+null\b/i.test(part))) {
    faults.push(['tenant-column', `${name} has a column "tenant_id uuid NOT NULL".`]);
  }
  if (!parts.some((part) => /\bprimary\s+key\b/i.test(part)))
    faults.push(['tenant-leads-primary-key', `${name} has a primary key.`]);
  return faults;
}

function structureFaults(words: string, tenantless: readonly string[]): [string, string][] {
  const table = createdTable(words);
  if (table !== undefined) return tableFaults(table, tenantless);
  const altered = /^\s*alter\s+table\s+(?:only\s+)?"?(\w+)"?\s+add\s+([\s\S]*)$/i.exec(words);
  if (altered?.[1] !== undefined && !tenantless.includes(altered[1])) return keyFaults(altered[2] ?? '');
  const index = /^\s*create\s+(?:unique\s+)?index\b[\s\S]*?\bon\s+(?:only\s+)?"?(\w+)"?\s*(?:using\s+\w+\s*)?\(/i.exec(
    words,
  );
  if (
    index?.[1] !== undefined &&
    !tenantless.includes(index[1]) &&
    !leads(splitTop(inParentheses(words, index[0].length - 1))[0])
  ) {
    return [['tenant-leads-index', 'Each index begins with tenant_id.']];
  }
  return [];
}

/** Every table that migrations make has row-level security and a policy for each of the four commands. */
function securityFaults(migrations: readonly Migration[], tenantless: readonly string[]): Fault[] {
  const steps = migrations.flatMap((migration) => migration.steps.map(wordsOf));
  const faults: Fault[] = [];
  for (const { name } of steps.flatMap((words) => createdTable(words) ?? [])) {
    if (tenantless.includes(name)) continue;
    const enabled = new RegExp(`^\\s*alter\\s+table\\s+"?${name}"?\\s+enable\\s+row\\s+level\\s+security`, 'i');
    if (!steps.some((words) => enabled.test(words))) {
      faults.push({ where: name, rule: 'row-level-security', message: `Enable row-level security on ${name}.` });
    }
    for (const command of ['select', 'insert', 'update', 'delete']) {
      const policy = new RegExp(
        `^\\s*create\\s+policy\\s+\\w+\\s+on\\s+"?${name}"?\\s+for\\s+${command}\\b[\\s\\S]*\\btenant_id\\b`,
        'i',
      );
      if (!steps.some((words) => policy.test(words))) {
        faults.push({
          where: name,
          rule: 'row-policy',
          message: `Give ${name} a policy for ${command} that compares tenant_id.`,
        });
      }
    }
  }
  return faults;
}

/**
 * Checks migrations against the rules that keep the schema portable and every row behind its tenant.
 *
 * @param tenantless tables that hold no tenant's records
 */
export function lintMigrations(
  migrations: readonly Migration[],
  tenantless: readonly string[] = withoutTenant,
): Fault[] {
  const faults: Fault[] = [];
  for (const { name, steps } of migrations) {
    if (!/^\d{4}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
      faults.push({ where: name, rule: 'migration-name', message: 'Name it NNNN-what-it-does.' });
    }
    for (const [at, step] of steps.entries()) {
      const where = `${name}, step ${String(at + 1)}`;
      const words = wordsOf(step);
      for (const { rule, message, breaks } of [...always, ...inMigrations])
        if (breaks(words)) faults.push({ where, rule, message });
      for (const [rule, message] of structureFaults(words, tenantless)) faults.push({ where, rule, message });
      if (
        /^\s*create\s+(?:or\s+replace\s+)?view\b/i.test(words) &&
        !/\btenant_id\s*=[^=]*\bcurrent_setting\b/i.test(words)
      ) {
        faults.push({
          where,
          rule: 'view-of-one-tenant',
          message: 'A view runs as its owner: let it show the tenant of the transaction only.',
        });
      }
    }
  }
  return [...faults, ...securityFaults(migrations, tenantless)];
}

/** Reads from migrations what the rules for statements at work need to know. */
export function knownTables(
  migrations: readonly Migration[],
  tenantless: readonly string[] = withoutTenant,
): KnownTables {
  const created = migrations.flatMap(({ steps }) => steps.flatMap((step) => createdTable(wordsOf(step)) ?? []));
  const columns = created.flatMap(({ parts }) => parts.map((part) => /^"?(\w+)"?\s+(\w+)/.exec(part) ?? []));
  const ofKind = (isText: boolean) =>
    new Set(
      columns.flatMap(([, column, kind]) =>
        column !== undefined && (kind?.toLowerCase() === 'text') === isText ? [column] : [],
      ),
    );
  const notText = ofKind(false);
  return {
    tables: new Set(created.map(({ name }) => name).filter((name) => !tenantless.includes(name))),
    textColumns: new Set([...ofKind(true)].filter((column) => !notText.has(column))),
  };
}

/** Checks one statement as it is sent to the database. */
export function lintStatement(text: string, known: KnownTables): Fault[] {
  const words = wordsOf(text);
  const where = text.length > 120 ? `${text.slice(0, 117)}…` : text;
  const faults: Fault[] = [];
  for (const { rule, message, breaks } of always) if (breaks(words)) faults.push({ where, rule, message });
  const touched = [...words.matchAll(/\b(?:from|join|into|update)\s+(?:only\s+)?"?(\w+)"?/gi)].flatMap(([, table]) =>
    table !== undefined && known.tables.has(table) ? [table] : [],
  );
  if (touched.length > 0 && !/\btenant_id\b/i.test(words)) {
    faults.push({
      where,
      rule: 'names-no-tenant',
      message: 'Compare tenant_id: row-level security is the second wall, not the first.',
    });
  }
  for (const [, list] of words.matchAll(
    /\border\s+by\s+((?:[^()]|\([^()]*\))*?)(?=\)|\blimit\b|\boffset\b|\bfor\b|\brows\b|\brange\b|$)/gi,
  )) {
    for (const item of splitTop(list ?? '')) {
      const column = /^(?:"?\w+"?\.)?"?(\w+)"?/.exec(item)?.[1];
      if (column !== undefined && known.textColumns.has(column) && !/\bcollate\s+"C"/i.test(item)) {
        faults.push({
          where,
          rule: 'text-order',
          message: `Order by ${column} COLLATE "C"; people's order is made by Intl.Collator.`,
        });
      }
    }
  }
  return faults;
}
