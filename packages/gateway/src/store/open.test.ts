import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestStore, testVersion, type TestStore } from './test-database.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(async () => {
  await opened.close();
});

describe('a store', () => {
  test('answers, on the version asked for', async () => {
    await opened.store.check();
    expect(Math.floor(opened.store.postgres.opened.versionNumber / 10_000)).toBe(testVersion);
  });
});
