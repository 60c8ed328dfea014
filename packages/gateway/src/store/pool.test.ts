import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from './pool.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

test('a connection that breaks in the moment it is handed out ends no process', async () => {
  const pool = createPool({ url: database.url }, { connections: 1 });
  try {
    for (const kind of ['new', 'kept']) {
      const client = await pool.connect();
      expect(() => client.emit('error', new Error('terminating connection')), kind).not.toThrow();
      client.release();
    }
  } finally {
    await pool.end();
  }
});
