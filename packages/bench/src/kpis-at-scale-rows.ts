import type pg from 'pg';

/*
 * A company made in the database by arithmetic, the same at each call. Rows lie as the repository lays them; the day they end is today.
 */

export const reps = 500;
const customers = 100_000;
const teams = 20;
const years = 5;

/** The id of a made row: what it is, and its number. */
const idText = (kind: number, number: string): string =>
  `('0190${String(kind).padStart(4, '0')}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** The id of a rep by its number. */
export const repOf = (number: number): string => `01900002-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

/** Multipliers modulo 2^31 - 1 that scatter well (Fishman and Moore 1986), one for each draw. */
const draws = { customer: 742_938_285, time: 950_706_376, amount: 1_226_874_159 } as const;

/** A number from 0 to below 1 out of a row's number. */
const share = (draw: keyof typeof draws): string =>
  `(((i::bigint + 1) * ${String(draws[draw])} % 2147483647)::float8 / 2147483647)`;
const whole = (draw: keyof typeof draws, most: number): string => `floor(${share(draw)} * ${String(most)})::bigint`;
/** A moment of the last years. */
const past = `date_trunc('second', now() - interval '1 minute' - ${share('time')} * interval '${String(years)} years')`;
const envelope = `1, now(), now()`;
const columns = 'tenant_id, id, version, created_at, updated_at';
const json = (at: string): string => `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** Makes teams, reps, customers, who holds them, and what is done with them besides buying. */
export async function fillCompany(client: pg.ClientBase, tenantId: string): Promise<void> {
  const tenant = `'${tenantId}'::uuid`;
  const of = idText(3, whole('customer', customers));
  const by = idText(2, `${whole('customer', customers)} % ${String(reps)}`);
  const series = (count: number): string => `generate_series(0, ${String(count - 1)}) AS i`;
  const statements = [
    `INSERT INTO teams (${columns}, name, mode, data) SELECT ${tenant}, ${idText(1, 'i')}, ${envelope}, 'Team ' || i, 'own-post', jsonb_build_object('name', 'Team ' || i, 'mode', 'own-post') FROM ${series(teams)}`,
    `INSERT INTO reps (${columns}, name, team_id, grade, active, data) SELECT ${tenant}, ${idText(2, 'i')}, ${envelope}, 'Rep ' || i, ${idText(1, `i % ${String(teams)}`)}, 'senior', true, jsonb_build_object('name', 'Rep ' || i, 'teamId', ${idText(1, `i % ${String(teams)}`)}, 'grade', 'senior', 'active', true) FROM ${series(reps)}`,
    `INSERT INTO customers (${columns}, kind, name, search, stage, tier, data) SELECT ${tenant}, ${idText(3, 'i')}, ${envelope}, 'organization', 'Customer ' || i, 'customer ' || i, 'retain', t.tier, jsonb_build_object('kind', 'organization', 'name', 'Customer ' || i, 'stage', 'retain', 'tier', t.tier) FROM ${series(customers)} CROSS JOIN LATERAL (SELECT (ARRAY['top', 'big', 'medium', 'small'])[1 + i % 4] AS tier) t`,
    // One in ten was handed over by the neighbour two years ago.
    `INSERT INTO assignments (${columns}, customer_id, rep_id, role, from_day, to_day, data) SELECT ${tenant}, ${idText(4, 'i')}, ${envelope}, ${idText(3, 'i')}, ${idText(2, `i % ${String(reps)}`)}, 'holder', CASE WHEN i % 10 = 0 THEN current_date - 730 ELSE current_date - 3650 END, NULL, '{}' FROM ${series(customers)}`,
    `INSERT INTO assignments (${columns}, customer_id, rep_id, role, from_day, to_day, data) SELECT ${tenant}, ${idText(5, 'i')}, ${envelope}, ${idText(3, 'i')}, ${idText(2, `(i + 1) % ${String(reps)}`)}, 'holder', current_date - 3650, current_date - 730, '{}' FROM ${series(customers)} WHERE i % 10 = 0`,
    `INSERT INTO contacts (${columns}, customer_id, name, role, data) SELECT ${tenant}, ${idText(6, 'i')}, ${envelope}, ${idText(3, 'i')}, 'Person ' || i, 'decision-maker', jsonb_build_object('name', 'Person ' || i, 'role', 'decision-maker') FROM ${series(customers)}`,
    `INSERT INTO visits (${columns}, customer_id, rep_id, type, status, planned_start, checked_in_at, data) SELECT ${tenant}, ${idText(7, 'i')}, ${envelope}, ${of}, ${by}, 'service', 'reported', ${past}, ${past}, jsonb_build_object('type', 'service', 'status', 'reported', 'checkedInAt', ${json(past)}) FROM ${series(200_000)}`,
    `INSERT INTO interactions (${columns}, customer_id, rep_id, kind, at, data) SELECT ${tenant}, ${idText(8, 'i')}, ${envelope}, ${of}, ${by}, 'call', ${past}, jsonb_build_object('kind', 'call', 'at', ${json(past)}) FROM ${series(200_000)}`,
    `INSERT INTO opportunities (${columns}, customer_id, rep_id, stage, minor, currency, expected_on, closed_on, data) SELECT ${tenant}, ${idText(9, 'i')}, ${envelope}, ${of}, ${by}, s.stage, 100000, 'EUR', d.day, CASE WHEN s.stage <> 'proposal' THEN d.day END, jsonb_build_object('stage', s.stage, 'amount', jsonb_build_object('minor', 100000, 'currency', 'EUR'), 'probability', 0.5, 'expectedOn', d.day::text, 'closedOn', d.day::text) FROM ${series(50_000)} CROSS JOIN LATERAL (SELECT (ARRAY['won', 'lost', 'proposal'])[1 + i % 3] AS stage) s CROSS JOIN LATERAL (SELECT ${past}::date AS day) d`,
    `INSERT INTO cases (${columns}, customer_id, kind, status, severity, owner_id, opened_at, data) SELECT ${tenant}, ${idText(10, 'i')}, ${envelope}, ${of}, 'complaint', 'open', 'normal', ${by}, ${past}, jsonb_build_object('kind', 'complaint', 'status', 'open', 'openedAt', ${json(past)}) FROM ${series(50_000)}`,
  ];
  // Nothing is read otherwise for it: rows are not checked one by one, and would not outlast a crash.
  const { rows } = await client.query<{ faster: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS faster FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  );
  const unlogged = ['purchases', 'purchase_months'].map((table) => `ALTER TABLE ${table} SET UNLOGGED`);
  await asLoader(client, [...rows.map(({ faster }) => faster), ...unlogged, ...statements]);
}

/** Adds the purchases with the numbers from `there` to below `size`: spread over five years and all customers, one in twenty a return. */
export async function addPurchases(
  client: pg.ClientBase,
  tenantId: string,
  there: number,
  size: number,
): Promise<void> {
  const step = 1_000_000;
  const statements: string[] = [];
  for (let from = there; from < size; from += step) {
    const to = Math.min(size, from + step) - 1;
    statements.push(
      `INSERT INTO purchases (${columns}, customer_id, at, minor, currency, data) SELECT '${tenantId}'::uuid, ${idText(11, 'i')}, ${envelope}, c.customer, c.at, c.minor, 'EUR', jsonb_build_object('customerId', c.customer, 'at', ${json('c.at')}, 'amount', jsonb_build_object('minor', c.minor, 'currency', 'EUR')) FROM generate_series(${String(from)}, ${String(to)}) AS i CROSS JOIN LATERAL (SELECT ${idText(3, whole('customer', customers))} AS customer, ${past} AS at, CASE WHEN i % 20 = 0 THEN -1 ELSE 1 END * (100 + ${whole('amount', 500_000)}) AS minor) c`,
    );
  }
  // An index that is made at the end costs less than one that every row is put into.
  const { rows } = await client.query<{ index: string }>(
    `SELECT pg_get_indexdef('purchases_customer'::regclass) AS index`,
  );
  await asLoader(client, ['DROP INDEX purchases_customer', ...statements, rows[0]?.index ?? '']);
}

async function asLoader(client: pg.ClientBase, statements: readonly string[]): Promise<void> {
  await client.query('SET statement_timeout = 0');
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.query('RESET statement_timeout');
  }
}
