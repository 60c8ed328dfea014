import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../samples/random.ts';
import type { Check } from './check.ts';
import { generate, isSchema, type Schema, type Source } from './generate.ts';

const core = new URL('../', import.meta.url);

async function modulesOf(folder: string): Promise<Source[]> {
  const names = readdirSync(new URL(folder, core)).filter((name) => /^(?!index)[\w-]+\.ts$/.test(name));
  return Promise.all(
    names.sort().map(async (name) => {
      const exports = (await import(new URL(`${folder}/${name}`, core).href)) as Record<string, unknown>;
      return { path: `${folder}/${name.slice(0, -3)}`, exports };
    }),
  );
}

const sources = [...(await modulesOf('records')), ...(await modulesOf('api'))];
const written = generate(sources);

/** Every check that has a schema of the same name. */
const pairs: { name: string; schema: Schema; check: Check<unknown> }[] = [];
for (const source of sources) {
  const file = `${source.path.split('/').at(-1) ?? ''}.ts`;
  if (!written.has(file)) continue;
  const checks = (await import(new URL(`wire/${file}`, core).href)) as Record<string, object | undefined>;
  for (const [name, schema] of Object.entries(source.exports)) {
    const check = checks[name];
    if (check && 'safeParse' in check && isSchema(schema)) {
      pairs.push({ name: `${file} ${name}`, schema, check: check as Check<unknown> });
    }
  }
}

describe('the contract as a page carries it', () => {
  it.each([...written])('%s is what the schemas give', async (file, code) => {
    const formatted = await format(code, { parser: 'typescript', printWidth: 120, singleQuote: true });
    await expect(formatted).toMatchFileSnapshot(`./${file}`);
  });

  it('has a check for each record that is answered', () => {
    expect(pairs.length).toBeGreaterThan(40);
  });

  it.each(pairs)('$name takes and refuses what its schema does, and makes the same of it', ({ schema, check }) => {
    const seen = { taken: 0, refused: 0 };
    const property = fc.property(fc.string({ minLength: 8, maxLength: 8 }), (seed) => {
      const random = seededRandom(seed);
      const value = valueFor(schema, random, random.pick([0, 0.01]));
      const expected = z.safeParse(schema, value);
      const found = check.safeParse(value);
      const data: unknown = expected.data;
      if (expected.success) expect(found).toEqual({ success: true, data });
      else expect(found.success).toBe(false);
      seen[expected.success ? 'taken' : 'refused'] += 1;
    });
    fc.assert(property, { seed: 20261121, numRuns: 150 });
    expect(seen.taken, 'so many were taken').toBeGreaterThan(0);
    expect(seen.refused, 'so many were refused').toBeGreaterThan(0);
  });

  it('tolerates unknown fields wherever they are, and leaves them out', () => {
    const site = pairs.find(({ name }) => name === 'customer.ts site');
    const newer = { city: 'Ulm', floor: 3, position: { latitude: 48.4, longitude: 9.99, altitude: 478 } };
    expect(site?.check.read(newer)).toEqual({ city: 'Ulm', position: { latitude: 48.4, longitude: 9.99 } });
  });

  it('names the place of what is wrong, and nothing of its content', () => {
    const contact = pairs.find(({ name }) => name === 'contact.ts contact');
    const value = contact && valueFor(contact.schema, seededRandom('place'), 0);
    const wrong = { ...(value as object), channels: [{ kind: 'email', value: 'a\u0000secret' }] };
    expect(() => contact?.check.read(wrong)).toThrow(/^\/channels\/0\/value is not what the contract says\.$/);
  });

  it('keeps a key that would change a prototype out of a dictionary', () => {
    const extra = pairs.find(({ name }) => name === 'primitives.ts extra');
    const read = extra?.check.read(JSON.parse('{ "__proto__": "x", "a": 1 }'));
    expect(read).toEqual({ a: 1 });
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
});

const strings = [
  ...['', ' ', 'a', 'Ulm', 'two\nlines', '上海', '😀', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(2001), '__proto__'],
  ...['01930b5e-7c00-7000-8000-000000000001', '01930b5e-7c00-4000-8000-000000000001', 'after-visit', 'After Visit'],
  ...['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.123Z', '2026-02-30T09:30:00Z', '0000-01-01T00:00:00Z'],
  ...['2026-11-21T09:30:00.12345678901234567890Z'],
  ...['2026-11-21', '2024-02-29', '2023-02-29', '03-21', '02-30', '1980-03-21', '2026-11-21T09:30:00+01:00'],
  ...['EUR', 'eur', 'CN', 'en', 'zh-CN', 'Asia/Shanghai', 'zoho:Accounts/123', 'a@b.example', '+86 21 5555 0101'],
  ...['2026', '2026-Q4', '2026-Q5', '2026-W47', 'last-30-days', 'tenant', 'rep:01930b5e-7c00-7000-8000-000000000001'],
  ...['image/jpeg', 'a'.repeat(64), 'name', 'title'],
];
const numbers = [0, 1, -1, 0.5, 2, 5, 6, 10, 20, 49.9, 90, 91, 181, 1e9, 2 ** 53, 9e15, 4e7, 5e7 + 1];
const others = [null, true, false, [], {}, ['a'], { a: 1 }, [[]]];
const anyValue = (random: Random): unknown => random.pick([...strings, ...numbers, ...others]);

const fitting = new Map<Schema, readonly unknown[]>();

function leaf(schema: Schema, random: Random, fault: number): unknown {
  const pool = schema._zod.def.type === 'string' ? strings : numbers;
  const known = fitting.get(schema) ?? pool.filter((one) => z.safeParse(schema, one).success);
  fitting.set(schema, known);
  return random.pick(known.length > 0 && !random.chance(fault) ? known : pool);
}

/** A value that fits a schema: leaves are sought among known ones, and by a small chance anything stands in for a part. */
function valueFor(schema: Schema, random: Random, fault: number): unknown {
  const { def } = schema._zod;
  const part = (inner: unknown): unknown => valueFor(inner as Schema, random, fault);
  if (random.chance(fault)) return anyValue(random);
  switch (def.type) {
    case 'optional':
      return part(def.innerType);
    case 'nullable':
      return random.chance(0.3) ? null : part(def.innerType);
    case 'enum':
      return random.pick(Object.values(def.entries));
    case 'array':
      return Array.from({ length: random.chance(fault) ? 60 : random.integer(1, 2) }, () => part(def.element));
    case 'tuple':
      return def.items.map(part);
    case 'union':
      return part(random.pick(def.options));
    case 'record':
      return Object.fromEntries([1, 2].map(() => [String(part(def.keyType)), part(def.valueType)]));
    case 'object': {
      const isStrict = def.catchall?._zod.def.type === 'never';
      const kept = Object.entries(def.shape).filter(([, field]) =>
        random.chance((field as Schema)._zod.def.type === 'optional' ? 0.4 : 1 - fault),
      );
      const more = isStrict || random.chance(0.5) ? [] : [['unheard-of', anyValue(random)] as const];
      return Object.fromEntries([...kept.map(([key, field]) => [key, part(field)] as const), ...more]);
    }
    case 'lazy':
    case 'unknown':
      return anyValue(random);
    case 'boolean':
      return random.chance(0.5);
    default:
      return leaf(schema, random, fault);
  }
}
