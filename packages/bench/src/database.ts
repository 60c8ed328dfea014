import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accessOfRunning, type Access } from '@liaise/gateway/store/embedded-server';
import { openStore, type OpenedStore } from '@liaise/gateway/store/open';

/** A store over an embedded PostgreSQL 18 of its own, and how its owner is let in beside it. */
export interface BenchStore {
  store: OpenedStore;
  owner: Access['owner'];
}

/** Gives work a fresh database in a folder of its own, which is removed afterwards. */
export async function withStore<T>(work: (opened: BenchStore) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(path.join(tmpdir(), 'liaise-bench-'));
  const folder = path.join(parent, 'data');
  try {
    const store = await openStore({ folder });
    try {
      return await work({ store, owner: accessOfRunning(folder).owner });
    } finally {
      await store.close();
    }
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
