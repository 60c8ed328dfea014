import { describe, expect, it } from 'vitest';
import type { Visit } from '@liaise/core/records/visit';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { asRep, seen, stage, users } from './stage.ts';

const portal = stage();

describe('the data', () => {
  it.for([
    { signal: 'SIGTERM', purpose: 'Before the restart' },
    { signal: 'SIGKILL', purpose: 'Before the crash' },
  ] as const)('is still there after $signal and a new start', async ({ signal, purpose }) => {
    const { page } = await portal.portal(users.rep);
    const logger = page.locator('#logger');
    await logger.getByRole('button', { name: 'Plan a visit' }).click();
    await logger.getByLabel('Purpose').fill(purpose);
    await logger.getByRole('button', { name: 'Plan', exact: true }).click();
    await seen(logger).toContain('Saved.');
    await page.goto('about:blank');

    const code = await portal.restart(signal);
    expect(code).toBe(signal === 'SIGTERM' ? 0 : null);
    expect(portal.gateway.output()).not.toContain('Loaded the sample data');
    await page.goto(`${portal.url}/`);
    await seen(logger).toContain(purpose);
    await page.goto('about:blank');
  });

  it('holds every write that was acknowledged before the gateway was killed', async () => {
    const acknowledged: string[] = [];
    let halfway = (): void => undefined;
    const underWay = new Promise<void>((resolve) => (halfway = resolve));
    const writing = (async () => {
      for (;;) {
        const id = newId();
        const body = { id, customerId: demo.customers.first, type: 'regular', purpose: 'One of many' };
        try {
          await portal.ask<Visit>(asRep, '/v1/visits', body);
        } catch {
          return;
        }
        acknowledged.push(id);
        if (acknowledged.length === 20) halfway();
      }
    })();
    await underWay;
    await portal.restart('SIGKILL');
    await writing;
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);
    const kept = new Set<string>();
    let cursor = '';
    do {
      const route = `/v1/visits?customerId=${demo.customers.first}&limit=500${cursor}`;
      const page = await portal.ask<{ items: Visit[]; next: string | null }>(asRep, route);
      for (const { id } of page.items) kept.add(id);
      cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor !== '');
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  });
});
