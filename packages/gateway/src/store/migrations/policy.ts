/* How row policies are put together. Text that an applied migration was made of is never changed, only added to. */

/*
 * Settings of the transaction. Over many rows each is read once a query: a sub-select without outer references is an
 * init plan. Within sub-queries they are read where they stand: there they are index conditions.
 */
export const setting = (name: string) => `nullif(current_setting('liaise.${name}', true), '')`;
export const once = (expression: string) => `(SELECT ${expression})`;
export const tenant = once(`${setting('tenant')}::uuid`);
export const rep = once(`${setting('rep')}::uuid`);
export const teams = `string_to_array(${setting('teams')}, ',')::uuid[]`;
export const role = (...roles: string[]) =>
  once(`current_setting('liaise.role', true) IN (${roles.map((one) => `'${one}'`).join(', ')})`);

export const staff = role('rep', 'manager', 'admin', 'service', 'system');
export const leaders = role('manager', 'admin', 'service', 'system');
export const operators = role('admin', 'service', 'system');
export const system = role('system');

/** The whole tenant lies open: to the gateway itself, and to those who run it while no unit is sealed. */
export const open = once(
  `current_setting('liaise.role', true) = 'system' OR (current_setting('liaise.role', true) IN ('admin', 'service') AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.tenant_id = ${setting('tenant')}::uuid AND teams.mode = 'sealed-unit'))`,
);

export const current = (alias: string) =>
  `${alias}.from_day <= ${setting('today')}::date AND (${alias}.to_day IS NULL OR ${alias}.to_day > ${setting('today')}::date)`;

/**
 * Whether the actor, one of the staff, sees a customer by the assignments that hold today.
 *
 * @param table the row's table
 * @param column the customer's id in that row
 */
export const seesBy = (table: string, column: string) => {
  const of = (alias: string) =>
    `${alias}.tenant_id = ${table}.tenant_id AND ${alias}.customer_id = ${table}.${column} AND ${current(alias)}`;
  const myTeam = `(SELECT r.team_id FROM reps r WHERE r.tenant_id = ${setting('tenant')}::uuid AND r.id = ${setting('rep')}::uuid)`;
  const sealedElsewhere = `EXISTS (SELECT 1 FROM holdings s WHERE s.tenant_id = a.tenant_id AND s.customer_id = a.customer_id AND ${current('s')} AND s.role = 'holder' AND s.sealed AND s.team_id IS DISTINCT FROM ${myTeam})`;
  const mine = `(${role('rep', 'manager')} AND EXISTS (SELECT 1 FROM assigned a WHERE ${of('a')} AND a.rep_id = ${setting('rep')}::uuid AND (a.role = 'holder' OR (a.role IN ('deputy', 'co-owner') AND NOT ${sealedElsewhere}))))`;
  const heldInMyTeams = `(${role('manager')} AND EXISTS (SELECT 1 FROM holdings h WHERE ${of('h')} AND h.role = 'holder' AND h.team_id = ANY (${teams})))`;
  // `OFFSET 0`: asked row by row. Hashing all holders of a tenant for one page of a list costs more.
  const inThePool = `(${role('manager')} AND NOT EXISTS (SELECT 1 FROM assigned a WHERE ${of('a')} AND a.role = 'holder' OFFSET 0))`;
  const outsideSealedUnits = `(${role('admin', 'service')} AND NOT EXISTS (SELECT 1 FROM holdings h WHERE ${of('h')} AND h.role = 'holder' AND h.sealed))`;
  return `(${open} OR ${mine} OR ${heldInMyTeams} OR ${inThePool} OR ${outsideSealedUnits})`;
};

/** The row belongs to a customer that the actor sees. Staff only: a customer's own people see their row, not its file. */
export const follows = (table: string) => `(${staff} AND ${seesBy(table, 'customer_id')})`;

/** A rep sees the customer it has just made, until somebody is assigned to it; so it can write what belongs to its making. */
export const justMade = `(${role('rep')} AND customers.created_by IS NOT NULL AND customers.created_by = ${rep} AND NOT EXISTS (SELECT 1 FROM assigned a WHERE a.tenant_id = customers.tenant_id AND a.customer_id = customers.id))`;
export const ofJustMade = (table: string) =>
  `(${role('rep')} AND EXISTS (SELECT 1 FROM customers c WHERE c.tenant_id = ${table}.tenant_id AND c.id = ${table}.customer_id AND c.created_by = ${rep}))`;

export const staffSeesCustomer = `(${staff} AND (${seesBy('customers', 'id')} OR ${justMade}))`;

/** The row has no customer and belongs to a rep: that rep, its manager, and those who run the system. */
export const ownedBy = (owner: string) =>
  `(${operators} OR ${owner} = ${rep} OR (${role('manager')} AND EXISTS (SELECT 1 FROM reps r WHERE r.tenant_id = ${tenant} AND r.id = ${owner} AND r.team_id = ANY (${teams}))))`;

export const withOrWithoutCustomer = (table: string, ...owners: string[]) =>
  `(${staff} AND CASE WHEN ${table}.customer_id IS NULL THEN (${owners.map(ownedBy).join(' OR ')}) ELSE ${follows(table)} END)`;

/** Who may do what to a table's rows, beyond the tenant. `write` is insert and change. */
export interface Rule {
  read: string;
  write: string;
  insert?: string;
  remove?: string;
}

export const guard = (table: string, rule: Rule): string[] => {
  const mine = (condition: string) => `${table}.tenant_id = ${tenant} AND ${condition}`;
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `CREATE POLICY ${table}_read ON ${table} FOR SELECT USING (${mine(rule.read)})`,
    `CREATE POLICY ${table}_insert ON ${table} FOR INSERT WITH CHECK (${mine(rule.insert ?? rule.write)})`,
    `CREATE POLICY ${table}_change ON ${table} FOR UPDATE USING (${mine(rule.write)}) WITH CHECK (${mine(rule.write)})`,
    `CREATE POLICY ${table}_remove ON ${table} FOR DELETE USING (${mine(rule.remove ?? rule.write)})`,
  ];
};
