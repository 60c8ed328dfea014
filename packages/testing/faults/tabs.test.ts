import { describe, expect, it } from 'vitest';
import { storageName } from './tab.ts';
import { Story } from './story.ts';

describe('faults of several tabs and of several people', () => {
  it('F15 two tabs and five, each with its own writes and all at once: nothing doubled, order kept', async () => {
    for (const count of [2, 5]) {
      const story = new Story(`F15 ${String(count)}`);
      story.site.line.down = true;
      const tabs = Array.from({ length: count }, () => story.open());
      for (let number = 0; number < 40; number += 1) {
        const tab = tabs[number % count];
        if (tab) await story.save(tab, story.write(`write ${String(number).padStart(3, '0')}`, 1));
      }
      story.site.line.down = false;
      for (const { page } of tabs) page.happens('line');
      await story.until(40);
      await story.pass(120_000);
      expect(story.arrived).toHaveLength(40);
      expect(story.arrived).toEqual(story.arrived.toSorted());
      expect(story.site.line.requests.filter(({ method }) => method === 'POST')).toHaveLength(40);
    }
  });

  it('F16 the tab that sends is frozen: another takes over within half a minute, and the first one’s late result harms nothing', async () => {
    for (let step = 1; step <= 30; step += 1) {
      const story = new Story(`F16 ${String(step)}`);
      story.site.line.down = true;
      const one = story.open();
      await story.save(one, ...['a', 'b', 'c', 'd', 'e'].map((text) => story.write(text)));
      const two = story.open();
      await story.pass(1000);
      story.site.line.down = false;
      let count = 0;
      story.site.disk.disturb = (_what, life) => {
        count += life === one.page.life ? 1 : 0;
        if (count === step) story.world.after(0, () => story.world.freeze(one.page.life));
        return undefined;
      };
      one.page.happens('line');
      await story.pass(1);
      const begun = story.world.now;
      await story.pass(3000);
      if (one.page.life.state === 'frozen') two.page.happens('visible');
      await story.until(5);
      if (one.page.life.state === 'frozen') expect(story.world.now - begun).toBeLessThan(70_000);
      one.page.thaw();
      await story.pass(120_000);
      expect(story.arrived).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(await story.list(two)).toEqual([]);
      expect(await story.list(one)).toEqual([]);
    }
  });

  it('F17 somebody holds the lock and never lets go: the lease decides, and sending goes on', async () => {
    const story = new Story('F17');
    const locks = story.site.locks.managerFor(undefined) as Pick<LockManager, 'request'>;
    const tab = story.open();
    void locks.request('liaise-outbox https://gateway.example', () => new Promise(() => undefined));
    await story.pass(100);
    await story.save(tab, story.write('one'), story.write('two'));
    await story.until(2, 120_000);
    expect(story.arrived).toEqual(['one', 'two']);
  });

  it('F18 no Web Locks, no channel between tabs, no secure context, no marks: the lease in the database is enough', async () => {
    for (const lacks of [
      { locks: true },
      { channel: true },
      { locks: true, channel: true, secureContext: true, marks: true },
    ]) {
      const story = new Story(`F18 ${JSON.stringify(lacks)}`);
      story.site.line.down = true;
      const tabs = Array.from({ length: 3 }, () => story.open(lacks));
      for (let number = 0; number < 30; number += 1) {
        const tab = tabs[number % 3];
        if (tab) await story.save(tab, story.write(`write ${String(number).padStart(2, '0')}`));
      }
      story.site.line.down = false;
      for (const { page } of tabs) page.happens('line');
      await story.until(30);
      await story.pass(120_000);
      expect(story.arrived).toHaveLength(30);
      expect(story.arrived).toEqual(story.arrived.toSorted());
      for (const tab of tabs) expect(await story.list(tab)).toEqual([]);
    }
  });

  it('F30 somebody else signs in on a shared tablet: neither sent as them nor shown to them, and sent when their author is back', async () => {
    const story = new Story('F30');
    const first = story.open();
    await story.save(first, story.write('sent'));
    await story.until(1);
    await story.pass(10_000);
    story.site.line.down = true;
    await story.save(first, story.write('secret of the first'), story.write('another'));
    expect(await story.ask(first, (box) => box.signOut())).toMatchObject({ signedOut: false });
    first.leave();
    await story.pass(1000);
    story.session.person = 'rep-b';
    story.site.line.down = false;
    const second = story.open();
    await story.save(second, story.write('of the second'));
    await story.until(2);
    await story.pass(300_000);
    expect(story.effects.map(({ subject, tag }) => [subject, tag])).toEqual([
      ['rep-a', 'sent'],
      ['rep-b', 'of the second'],
    ]);
    expect(await story.status(second)).toMatchObject({ waiting: 0, withheld: 2 });
    expect(JSON.stringify(await story.list(second))).not.toContain('secret of');
    expect(await story.ask(second, (box) => box.export())).not.toContain('secret of');
    const rows = story.site.disk.database(storageName)?.stores.get('outbox')?.rows ?? [];
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('secret of');
    second.leave();
    await story.pass(1000);
    story.session.person = 'rep-a';
    story.open();
    await story.until(4);
    expect(story.effects.slice(2).map(({ subject, tag }) => [subject, tag])).toEqual([
      ['rep-a', 'secret of the first'],
      ['rep-a', 'another'],
    ]);
  });

  it('F31 a page and a worker beside it, one of them replaced while it sends: one sender', async () => {
    const story = new Story('F31');
    story.site.line.down = true;
    const page = story.open();
    await story.save(
      page,
      ...Array.from({ length: 20 }, (_, number) => story.write(`write ${String(number).padStart(2, '0')}`)),
    );
    // A worker has the same database, locks and channel, and no window.
    const worker = story.open({ marks: true });
    story.site.line.down = false;
    page.page.happens('line');
    worker.page.happens('line');
    await story.until(7);
    worker.page.kill();
    story.open({ marks: true });
    await story.until(20);
    await story.pass(120_000);
    expect(story.arrived).toHaveLength(20);
    expect(story.arrived).toEqual(story.arrived.toSorted());
  });

  it('F33 tapped twice, entered and clicked, sent again by the back button: one effect', async () => {
    const story = new Story('F33');
    const tab = story.open();
    const other = story.open();
    const request = story.write('one');
    const taps = [tab, tab, other, tab].map((one) => story.start(one, (box) => box.add(request)));
    await story.world.result(Promise.all(taps), 'all taps are saved');
    await story.until(1);
    await story.pass(60_000);
    await story.save(tab, request);
    await story.pass(120_000);
    expect(story.arrived).toEqual(['one']);
    expect(await story.list(tab)).toEqual([]);
  });

  it('F34 one gateway on two sites, each with its own storage: two queues, nothing crosses, nothing is doubled', async () => {
    const one = new Story('F34');
    const two = new Story('F34 second', one);
    one.site.line.down = true;
    two.site.line.down = true;
    const here = one.open();
    const there = two.open();
    await one.save(here, one.write('here'));
    await two.save(there, two.write('there'));
    expect(await one.list(here)).toHaveLength(1);
    expect(await two.list(there)).toHaveLength(1);
    one.site.line.down = false;
    here.page.happens('line');
    await one.until(1);
    expect(one.arrived).toEqual(['here']);
    two.site.line.down = false;
    there.page.happens('line');
    await one.until(2);
    expect(one.arrived).toEqual(['here', 'there']);
  });
});
