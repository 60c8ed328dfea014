import { describe, expect, it } from 'vitest';
import { storageName } from './tab.ts';
import { Story } from './story.ts';

/** The stores as the first version of the page laid them out. */
function firstLayout(database: IDBDatabase): void {
  database.createObjectStore('answers', { keyPath: 'key' }).createIndex('usedAt', 'usedAt');
  const outbox = database.createObjectStore('outbox', { keyPath: 'sequence', autoIncrement: true });
  outbox.createIndex('key', 'key', { unique: true });
  database.createObjectStore('facts');
}

describe('faults of the device and of its storage', () => {
  it('F1 a tab killed before the commit: not acknowledged, nothing half written', async () => {
    for (let step = 1; step <= 40; step += 1) {
      const story = new Story(`F1 ${String(step)}`);
      story.site.line.down = true;
      const tab = story.open();
      await story.pass(500);
      let count = 0;
      story.site.disk.disturb = () => {
        count += 1;
        if (count === step) story.world.after(0, () => tab.page.kill());
        return undefined;
      };
      const saved: string[] = [];
      void story.start(tab, (box) => box.add(story.write('one'))).then(({ key }) => saved.push(key));
      await story.pass(60_000);
      story.site.disk.disturb = undefined;
      story.site.line.down = false;
      const next = story.open();
      await story.pass(120_000);
      expect(await story.list(next)).toEqual([]);
      expect(story.arrived.length).toBeLessThanOrEqual(1);
      expect(story.arrived.length).toBeGreaterThanOrEqual(saved.length);
    }
  });

  it('F2 killed after the commit, before it is sent: sent at the next start', async () => {
    const story = new Story('F2');
    story.site.line.down = true;
    const tab = story.open();
    await story.save(tab, story.write('one'), story.write('two'));
    tab.page.kill();
    await story.pass(1000);
    expect(story.arrived).toEqual([]);
    story.site.line.down = false;
    story.open();
    await story.until(2);
    expect(story.arrived).toEqual(['one', 'two']);
  });

  it('F3 killed during the request, which the gateway committed: sent again, one effect', async () => {
    const story = new Story('F3');
    const tab = story.open();
    story.site.line.fault = () => 'hangs-after';
    void story.start(tab, (box) => box.add(story.write('one')));
    await story.until(1);
    tab.page.kill();
    story.site.line.fault = undefined;
    const next = story.open();
    await story.moment(() => story.site.line.requests.length >= 2, 'it is sent again');
    await story.pass(60_000);
    expect(story.arrived).toEqual(['one']);
    expect(await story.list(next)).toEqual([]);
  });

  it('F5 killed after the 2xx, at every step before the entry is gone: one effect', async () => {
    for (let step = 1; step <= 25; step += 1) {
      const story = new Story(`F5 ${String(step)}`);
      const tab = story.open();
      await story.save(tab, story.write('one'));
      await story.until(1);
      let count = 0;
      story.site.disk.disturb = () => {
        count += 1;
        if (count === step) story.world.after(0, () => tab.page.kill());
        return undefined;
      };
      await story.pass(60_000);
      story.site.disk.disturb = undefined;
      tab.page.kill();
      const next = story.open();
      await story.pass(120_000);
      expect(story.arrived).toEqual(['one']);
      expect(await story.list(next)).toEqual([]);
    }
  });

  it('F6 the transaction aborts after its request succeeded: saving rejects, nothing is sent', async () => {
    const story = new Story('F6');
    const tab = story.open();
    await story.pass(1000);
    let puts = 0;
    story.site.disk.disturb = ({ kind, name, stores }) => {
      if (stores.includes('outbox') && name === 'put') puts += 1;
      return kind === 'commit' && puts > 0 ? 'aborts' : undefined;
    };
    await expect(story.ask(tab, (box) => box.add(story.write('one')))).rejects.toMatchObject({
      code: 'storage-failed',
    });
    story.site.disk.disturb = undefined;
    await story.pass(300_000);
    expect(story.arrived).toEqual([]);
    expect(await story.list(tab)).toEqual([]);
  });

  it('F7 a full disk at the put and at the commit: a visible error, and what was saved before stays', async () => {
    for (const where of ['put', 'commit']) {
      const story = new Story(`F7 ${where}`);
      story.site.line.down = true;
      const tab = story.open();
      await story.save(tab, story.write('before'));
      story.site.disk.disturb = ({ name, stores, mode }) =>
        name === where && mode === 'readwrite' && stores.includes('outbox')
          ? { fails: 'QuotaExceededError' }
          : undefined;
      await expect(story.ask(tab, (box) => box.add(story.write('during')))).rejects.toMatchObject({
        code: 'storage-failed',
      });
      story.site.disk.disturb = undefined;
      story.site.line.down = false;
      tab.page.happens('line');
      await story.until(1);
      await story.pass(60_000);
      expect(story.arrived).toEqual(['before']);
    }
  });

  it('F7 a disk that is full of kept answers: they go first, and the write is saved', async () => {
    const story = new Story('F7 answers');
    story.site.line.down = true;
    const tab = story.open();
    await story.save(tab, story.write('before'));
    const answers = story.site.disk.database(storageName)?.stores.get('answers');
    answers?.set('old', { key: 'old', value: { key: 'old', usedAt: 1, body: 'x'.repeat(50_000) }, bytes: 100_000 });
    story.site.disk.quota = story.site.disk.used() + 10;
    await story.save(tab, story.write('during'));
    expect(answers?.rows.length).toBe(0);
    expect((await story.list(tab)).length).toBe(2);
  });

  it('F8 the connection to the storage is lost again and again: reopened, nothing lost', async () => {
    const story = new Story('F8');
    story.site.line.down = true;
    const tab = story.open();
    for (let number = 0; number < 20; number += 1) {
      await story.save(tab, story.write(`write ${String(number)}`, number % 3));
      story.site.disk.loseConnections();
    }
    story.site.line.down = false;
    tab.page.happens('line');
    const losing = async (): Promise<void> => {
      for (let round = 0; story.arrived.length < 20 && round < 400; round += 1) {
        await story.pass(500);
        if (round % 4 === 0) story.site.disk.loseConnections();
      }
    };
    await losing();
    await story.pass(120_000);
    expect(story.arrived.length).toBe(20);
    expect(await story.list(tab)).toEqual([]);
  });

  it('F9 opening never ends: after three seconds the page keeps writes in memory, says so, asks before it is left, and sends', async () => {
    const story = new Story('F9');
    story.site.disk.disturb = ({ kind }) => (kind === 'open' ? 'hangs' : undefined);
    story.site.line.down = true;
    const tab = story.open();
    const begun = story.world.now;
    await story.save(tab, story.write('one'));
    expect(story.world.now - begun).toBeLessThan(10_000);
    expect(await story.status(tab)).toMatchObject({ memoryOnly: true, waiting: 1 });
    expect(tab.page.asksBeforeLeaving).toBe(true);
    story.site.line.down = false;
    tab.page.happens('line');
    await story.until(1);
    await story.pass(60_000);
    expect(tab.page.asksBeforeLeaving).toBe(false);
    expect(story.arrived).toEqual(['one']);
  });

  it('F9 an upgrade blocked by an older page: a third page still saves and sends', async () => {
    const story = new Story('F9 blocked');
    const old = story.site.open('old page');
    const handle = await story.openRaw(old, 1, firstLayout);
    const second = story.open();
    const third = story.open();
    await story.save(second, story.write('two'));
    await story.save(third, story.write('three'));
    expect((await story.status(third)).memoryOnly).toBe(true);
    await story.until(2);
    handle.close();
    await story.pass(300_000);
    const fourth = story.open();
    await story.save(fourth, story.write('four'));
    expect((await story.status(fourth)).memoryOnly).toBe(false);
    await story.until(3);
    expect(story.arrived.toSorted()).toEqual(['four', 'three', 'two']);
  });

  it('F10 a newer page wants another layout: this page closes its handle at once, and nothing is lost', async () => {
    const story = new Story('F10');
    story.site.line.down = true;
    const tab = story.open();
    await story.save(tab, story.write('one'));
    const newer = story.site.open('newer page');
    (await story.openRaw(newer, 99)).close();
    expect((await story.list(tab)).map(({ state }) => state)).toEqual(['waiting']);
    expect((await story.status(tab)).waiting).toBe(1);
  });

  it('F11 an older page after a newer one: the queue is shown, nothing is sent or written, nothing is lost', async () => {
    const story = new Story('F11');
    story.site.line.down = true;
    const tab = story.open();
    await story.save(tab, story.write('one'));
    tab.page.kill();
    const newer = story.site.open('newer page');
    await story.openRaw(newer, 99);
    newer.kill();
    story.site.line.down = false;
    const older = story.open();
    await story.pass(60_000);
    expect(await story.list(older)).toHaveLength(1);
    await expect(story.ask(older, (box) => box.add(story.write('two')))).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(story.arrived).toEqual([]);
    expect(story.site.disk.database(storageName)?.stores.get('outbox')?.rows).toHaveLength(1);
  });

  it('F12 no IndexedDB at all: said before anything is typed, and writes are still sent', async () => {
    const story = new Story('F12');
    const tab = story.open({ indexedDB: true });
    expect(await story.status(tab)).toMatchObject({ memoryOnly: true });
    await story.save(tab, story.write('one'));
    await story.until(1);
    expect(story.arrived).toEqual(['one']);
  });

  it('F13 the storage was thrown away: the device says how many writes are gone', async () => {
    const story = new Story('F13');
    const tab = story.open();
    await story.save(tab, story.write('sent'));
    await story.until(1);
    await story.pass(60_000);
    story.site.line.down = true;
    await story.save(tab, story.write('one'), story.write('two'), story.write('three'));
    tab.page.kill();
    story.site.evict(false);
    story.site.line.down = false;
    const next = story.open();
    await story.pass(60_000);
    expect((await story.status(next)).lost).toBe(3);
    await story.save(next, story.write('after'));
    await story.until(2);
    expect((await story.status(next)).lost).toBe(3);
    expect(story.arrived).toEqual(['sent', 'after']);
  });

  it('F14 junk in the queue: set aside and shown, everything else is sent', async () => {
    const story = new Story('F14');
    story.site.line.down = true;
    const tab = story.open();
    await story.save(tab, story.write('one'));
    const outbox = story.site.disk.database(storageName)?.stores.get('outbox');
    const junk = [
      { sequence: 500, key: 'junk-1' },
      { sequence: 501, key: 42, body: 'text' },
      { sequence: 502, key: 'junk-3', identity: '', savedAt: 'never', state: 'dancing', path: 7 },
    ];
    for (const value of junk) outbox?.set(value.sequence, { key: value.sequence, value, bytes: 10 });
    if (outbox) outbox.next = 600;
    await story.save(tab, story.write('two'));
    story.site.line.down = false;
    tab.page.happens('line');
    await story.until(2);
    await story.pass(60_000);
    expect(story.arrived).toEqual(['one', 'two']);
    expect((await story.list(tab)).map(({ state }) => state)).toEqual(junk.map(() => 'quarantined'));
    expect((await story.status(tab)).quarantined).toBe(3);
    expect(JSON.stringify(await story.ask(tab, (box) => box.export()))).toContain('dancing');
  });

  it(
    'F32 hundreds queued for three weeks: all arrive, each once, in order, few at a time',
    { timeout: 400_000 },
    async () => {
      const story = new Story('F32');
      story.site.line.down = true;
      const tab = story.open();
      const requests = Array.from({ length: 400 }, (_, number) => story.write(`write ${String(number)}`, number % 10));
      const all = requests.map((request) => story.start(tab, (box) => box.add(request)));
      await story.world.result(Promise.all(all), 'all are saved', { tasks: 5_000_000 });
      tab.page.kill();
      await story.pass(21 * 86_400_000);
      story.site.line.down = false;
      const next = story.open();
      await story.world.until(() => story.arrived.length >= 400, 'all arrive', { ms: 86_400_000, tasks: 20_000_000 });
      await story.pass(60_000);
      expect(new Set(story.arrived).size).toBe(400);
      expect(story.arrived).toHaveLength(400);
      for (const customer of [0, 3, 9]) {
        const mine = story.arrived.map((tag) => Number(tag.slice(6))).filter((number) => number % 10 === customer);
        expect(mine).toEqual(mine.toSorted((a, b) => a - b));
      }
      expect(story.site.line.most).toBeLessThanOrEqual(4);
      expect(await story.list(next)).toEqual([]);
    },
  );

  it(
    'every storage operation failing in turn, in every way: never lost, never doubled',
    { timeout: 400_000 },
    async () => {
      for (const way of [
        'aborts',
        'closes',
        { fails: 'UnknownError' },
        { fails: 'QuotaExceededError' },
        'hangs',
      ] as const) {
        for (let step = 1, reached = true; reached; step += 1) {
          const story = new Story(`every operation ${JSON.stringify(way)} ${String(step)}`);
          let count = 0;
          story.site.disk.disturb = () => {
            count += 1;
            return count === step ? way : undefined;
          };
          const tab = story.open();
          const saved: string[] = [];
          for (const text of ['one', 'two']) {
            const request = story.write(text);
            await story
              .ask(tab, (box) => box.add(request))
              .then(
                () => saved.push(text),
                () => undefined,
              );
          }
          await story.pass(240_000);
          reached = count >= step;
          tab.page.kill();
          story.open();
          await story.pass(240_000);
          expect(new Set(story.arrived).size, `step ${String(step)}`).toBe(story.arrived.length);
          expect(story.arrived, `step ${String(step)}, ${JSON.stringify(way)}`).toEqual(expect.arrayContaining(saved));
        }
      }
    },
  );
});
