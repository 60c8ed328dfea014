import { describe, expect, test } from 'vitest';
import { knownTables, lintMigrations, lintStatement } from './lint.ts';
import { migrations } from './migrations/index.ts';

const sound = `CREATE TABLE things (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
)`;
const guarded = (table: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  ...['SELECT USING', 'INSERT WITH CHECK', 'UPDATE USING', 'DELETE USING'].map(
    (command, at) => `CREATE POLICY p${String(at)} ON ${table} FOR ${command} (${table}.tenant_id = x)`,
  ),
];
const rulesOf = (...steps: string[]) => [
  ...new Set(lintMigrations([{ name: '0001-test', steps }]).map(({ rule }) => rule)),
];
const withKey = (key: string) => sound.replace('PRIMARY KEY (tenant_id, id)', key);

test('the migrations keep the rules', () => {
  expect(lintMigrations(migrations)).toEqual([]);
});

test('each migration has its number', () => {
  expect(migrations.map(({ name }) => Number(name.slice(0, 4)))).toEqual(migrations.map((_, at) => at + 1));
});

describe('a migration', () => {
  test('that keeps the rules has no fault', () => {
    expect(rulesOf(sound, ...guarded('things'), 'CREATE INDEX things_kind ON things (tenant_id, kind)')).toEqual([]);
  });

  const structure: [string, string][] = [
    ['tenant-column', sound.replace('tenant_id uuid NOT NULL', 'tenant_id uuid')],
    ['tenant-leads-primary-key', withKey('PRIMARY KEY (id, tenant_id)')],
    ['tenant-leads-primary-key', withKey('UNIQUE (tenant_id, id)')],
    ['tenant-leads-primary-key', sound.replace('id uuid NOT NULL,\n  kind', 'id uuid PRIMARY KEY,\n  kind')],
    ['tenant-leads-unique', withKey('PRIMARY KEY (tenant_id, id),\n  UNIQUE (kind)')],
    ['tenant-leads-unique', sound.replace('kind text NOT NULL', 'kind text NOT NULL UNIQUE')],
    ['tenant-leads-foreign-key', withKey('PRIMARY KEY (tenant_id, id), FOREIGN KEY (id) REFERENCES others (id)')],
    ['tenant-leads-foreign-key', withKey('PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, id) REFERENCES others')],
    ['tenant-leads-foreign-key', sound.replace('kind text', 'kind text REFERENCES kinds (kind)')],
    ['no-sequence', sound.replace('id uuid NOT NULL', 'id bigserial NOT NULL')],
    ['no-sequence', sound.replace('id uuid NOT NULL', 'id bigint GENERATED ALWAYS AS IDENTITY')],
    ['volatile-default', sound.replace('id uuid NOT NULL', 'id uuid NOT NULL DEFAULT gen_random_uuid()')],
    ['no-exclusion', withKey('PRIMARY KEY (tenant_id, id), EXCLUDE USING gist (kind WITH =)')],
    ['no-deferrable', withKey('PRIMARY KEY (tenant_id, id) DEFERRABLE INITIALLY DEFERRED')],
  ];
  test.each(structure)('%s', (rule, step) => {
    expect(rulesOf(step, ...guarded('things'))).toContain(rule);
  });

  const single: [string, string][] = [
    ['tenant-leads-index', 'CREATE INDEX i ON things (kind, tenant_id)'],
    ['tenant-leads-index', 'CREATE UNIQUE INDEX i ON things USING btree (lower(kind))'],
    ['tenant-leads-unique', 'ALTER TABLE things ADD CONSTRAINT u UNIQUE (kind)'],
    ['tenant-leads-foreign-key', 'ALTER TABLE things ADD FOREIGN KEY (id) REFERENCES others (id)'],
    ['no-sequence', 'CREATE SEQUENCE s'],
    ['no-trigger', 'CREATE TRIGGER t BEFORE INSERT ON things EXECUTE FUNCTION f()'],
    ['no-procedure', 'CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$SELECT 1$$'],
    ['no-procedure', 'DO $$ BEGIN END $$'],
    ['one-statement', 'CREATE INDEX a ON things (tenant_id, kind); CREATE INDEX b ON things (tenant_id, at)'],
    ['view-of-one-tenant', 'CREATE VIEW v AS SELECT * FROM things'],
    ['hint-only', 'SELECT pg_advisory_lock(1)'],
    ['no-merge', 'MERGE INTO things USING others ON true WHEN MATCHED THEN DELETE'],
    ['newer-than-15', 'CREATE INDEX i ON things (tenant_id, uuidv7())'],
  ];
  test.each(single)('%s', (rule, step) => {
    expect(rulesOf(step)).toContain(rule);
  });

  test('names its migrations and guards its tables', () => {
    expect(lintMigrations([{ name: 'first', steps: [] }]).map(({ rule }) => rule)).toEqual(['migration-name']);
    expect(rulesOf(sound)).toEqual(['row-level-security', 'row-policy']);
    expect(rulesOf(sound, ...guarded('things').slice(0, -1))).toEqual(['row-policy']);
    expect(rulesOf(sound, ...guarded('things').map((step) => step.replace('things.tenant_id = x', 'true')))).toEqual([
      'row-policy',
    ]);
  });

  test('may leave the tenant out of the tables that are named for it', () => {
    expect(rulesOf('CREATE TABLE tenants (id uuid PRIMARY KEY, ref text UNIQUE)')).toEqual([]);
  });

  test('is not judged by what stands in its texts and comments', () => {
    expect(
      rulesOf(
        sound.replace('kind text NOT NULL', `kind text NOT NULL DEFAULT 'serial; MERGE INTO x' -- CREATE SEQUENCE`),
        ...guarded('things'),
      ),
    ).toEqual([]);
  });
});

describe('a statement', () => {
  const known = knownTables([{ name: '0001-test', steps: [sound] }]);
  const faults = (text: string) => lintStatement(text, known).map(({ rule }) => rule);

  test('knows the tables and their text columns', () => {
    expect([...known.tables]).toEqual(['things']);
    expect([...known.textColumns]).toEqual(['kind']);
  });

  const cases: [string[], string][] = [
    [[], 'SELECT * FROM things WHERE tenant_id = $1 ORDER BY kind COLLATE "C", id LIMIT 5'],
    [['text-order'], 'SELECT * FROM things WHERE tenant_id = $1 ORDER BY at, kind DESC LIMIT 5'],
    [['text-order'], 'select "kind" from "things" where "tenant_id" = $1 order by "things"."kind"'],
    [['text-order'], 'SELECT array_agg(id ORDER BY kind) FROM things WHERE tenant_id = $1'],
    [['names-no-tenant'], 'SELECT * FROM things'],
    [['names-no-tenant'], 'delete from "things" where "id" = $1'],
    [['volatile-in-update'], 'UPDATE things SET at = clock_timestamp() WHERE tenant_id = $1'],
    [
      ['volatile-in-update'],
      'WITH x AS (UPDATE things SET id = gen_random_uuid() WHERE tenant_id = $1 RETURNING id) SELECT * FROM x',
    ],
    [[], 'UPDATE things SET at = $2 WHERE tenant_id = $1'],
    [['skip-locked-without-tenant', 'names-no-tenant'], 'SELECT * FROM things FOR UPDATE SKIP LOCKED'],
    [[], 'SELECT * FROM things WHERE tenant_id = $1 FOR UPDATE SKIP LOCKED'],
    [['hint-only'], `SELECT pg_notify('a', 'b')`],
    [[], `SELECT pg_notify('a', 'b') /* hint */`],
    [['hint-only'], 'SELECT pg_try_advisory_xact_lock(1)'],
    [['no-merge'], 'MERGE INTO x USING y ON true WHEN MATCHED THEN DELETE'],
    [['no-sequence'], `SELECT nextval('s')`],
    [['newer-than-15'], 'SELECT uuidv7()'],
  ];
  test.each(cases)('%j: %s', (rules, text) => {
    expect(faults(text)).toEqual(rules);
  });
});
