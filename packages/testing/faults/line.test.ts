import { describe, expect, it } from 'vitest';
import type { LineFault } from './line.ts';
import { Story, customerId } from './story.ts';

/** Makes the next requests that write go wrong, and counts the waits between them. */
function disturb(story: Story, fault: LineFault, requests: number): void {
  let left = requests;
  story.site.line.fault = ({ method }) => (method !== 'GET' && (left -= 1) >= 0 ? fault : undefined);
}

describe('faults of the line and of what answers', () => {
  it('F4 the answer is lost after the commit: sent again, one effect', async () => {
    const story = new Story('F4');
    const tab = story.open();
    disturb(story, 'cut-after', 3);
    await story.save(tab, story.write('one'), story.write('two'));
    await story.until(2);
    await story.pass(120_000);
    expect(story.arrived).toEqual(['one', 'two']);
    expect(await story.list(tab)).toEqual([]);
    expect(story.site.line.requests.length).toBeGreaterThanOrEqual(4);
  });

  it('F19 bursts of 500, 502, 503 and 504, committed or not: tried again with growing random waits, none dropped', async () => {
    for (const status of [500, 502, 503, 504]) {
      for (const committed of [false, true]) {
        const story = new Story(`F19 ${String(status)} ${String(committed)}`);
        const tab = story.open();
        disturb(story, { status, committed }, 8);
        await story.save(tab, story.write('one'), story.write('two', 2));
        await story.pass(900_000);
        expect(story.arrived.toSorted()).toEqual(['one', 'two']);
        expect(await story.list(tab)).toEqual([]);
      }
    }
  });

  it('F20 429 with seconds, a date, something absurd, something negative: waits as told, five minutes at most', async () => {
    const cases: [string | undefined, number, number][] = [
      ['30', 30_000, 60_000],
      ['Sat, 21 Nov 2026 08:02:00 GMT', 60_000, 180_000],
      ['999999999', 300_000, 360_000],
      ['-100', 0, 60_000],
      ['soon', 0, 60_000],
      [undefined, 0, 60_000],
    ];
    for (const [value, least, most] of cases) {
      const story = new Story(`F20 ${String(value)}`);
      // The device's clock is a day ahead: a date in `Retry-After` counts from the answer's own `Date`.
      story.world.wallAhead += 86_400_000;
      const tab = story.open();
      disturb(story, { status: 429, headers: value === undefined ? {} : { 'retry-after': value } }, 1);
      const begun = story.world.now;
      await story.save(tab, story.write('one'));
      await story.until(1);
      const waited = story.world.now - begun;
      expect(waited, String(value)).toBeGreaterThanOrEqual(least);
      expect(waited, String(value)).toBeLessThanOrEqual(most);
    }
  });

  it('F21 tokens that are out of date for hours, and a portal that gives none: paused and said so, then everything goes', async () => {
    for (const trouble of ['stale', 'ended'] as const) {
      const story = new Story(`F21 ${trouble}`);
      const tab = story.open();
      await story.save(tab, story.write('before'));
      await story.until(1);
      await story.pass(120_000);
      story.session[trouble] = true;
      story.gateway.revokedBefore = story.gateway.now + 1;
      await story.save(tab, story.write('one'), story.write('two'), story.write('three', 2));
      await story.pass(2 * 3_600_000);
      expect(story.arrived).toEqual(['before']);
      expect(await story.status(tab)).toMatchObject({ waiting: 3, refused: 0, why: 'sign-in-needed' });
      expect(story.session.asked).toBeLessThan(1600);
      story.session[trouble] = false;
      story.gateway.revokedBefore = 0;
      tab.page.happens('visible');
      await story.until(4);
      expect(story.arrived.filter((text) => text !== 'three')).toEqual(['before', 'one', 'two']);
    }
  });

  it('F22 the right to one customer is taken away: those writes are kept as refused, others go', async () => {
    const story = new Story('F22');
    const tab = story.open();
    story.gateway.forbidden.add(customerId(1));
    await story.save(
      tab,
      story.write('one', 1),
      story.write('two', 2),
      story.write('three', 1),
      story.write('four', 2),
    );
    await story.until(2);
    await story.pass(60_000);
    expect(story.arrived).toEqual(['two', 'four']);
    expect((await story.list(tab)).map(({ state }) => state)).toEqual(['refused', 'refused']);
    story.gateway.forbidden.clear();
    for (const { key } of await story.list(tab)) await story.ask(tab, (box) => box.retry(key));
    await story.until(4);
    await story.pass(10_000);
    expect(story.arrived.toSorted()).toEqual(['four', 'one', 'three', 'two']);
    expect(await story.list(tab)).toEqual([]);
  });

  it('F23 a write that is refused for good: kept, shown, mended, sent; it holds nothing up', async () => {
    const story = new Story('F23');
    story.gateway.poison = 'POISON';
    const tab = story.open();
    const bad = story.write('POISON', 1, 'visit');
    await story.save(tab, bad, story.write('two', 1), story.write('three', 2));
    await story.until(2);
    await story.pass(3_600_000);
    expect(story.arrived.toSorted()).toEqual(['three', 'two']);
    const [refused] = await story.list(tab);
    expect(refused).toMatchObject({ key: bad.key, state: 'refused', lastError: { code: 'invalid-body', status: 422 } });
    expect(JSON.parse(await story.ask(tab, (box) => box.export()))).toHaveLength(1);
    await story.ask(tab, (box) => box.amend(bad.key, { ...(bad.body as object), purpose: 'mended' }));
    await story.until(3);
    expect(story.arrived).toContain('mended');
    await story.pass(10_000);
    expect(await story.list(tab)).toEqual([]);
  });

  it('F24 a captive portal’s page, its empty answer and its redirect are no acknowledgement', async () => {
    for (const fault of ['portal-html', 'portal-empty', 'portal-redirect'] as const) {
      const story = new Story(`F24 ${fault}`);
      const tab = story.open();
      disturb(story, fault, 3);
      await story.save(tab, story.write('one'), story.write('two'));
      expect(await story.status(tab)).toMatchObject({ waiting: 2, refused: 0 });
      await story.pass(900_000);
      expect(story.arrived).toEqual(['one', 'two']);
      expect(await story.list(tab)).toEqual([]);
    }
  });

  it('F25 a 2xx with another id, a cut body or nothing of the record in it is no acknowledgement', async () => {
    for (const fault of ['other-id', 'truncated', 'empty-json'] as const) {
      const story = new Story(`F25 ${fault}`);
      const tab = story.open();
      disturb(story, fault, 2);
      await story.save(tab, story.write('one'));
      await story.until(1);
      await story.pass(20);
      expect(await story.status(tab)).toMatchObject({ waiting: 1 });
      await story.pass(900_000);
      expect(story.arrived).toEqual(['one']);
      expect(await story.list(tab)).toEqual([]);
    }
  });

  it('F26 the device’s clock jumps by ten years, by a day back, back while it waits, by an hour: order and waits are unharmed', async () => {
    for (const jump of [10 * 365 * 86_400_000, -86_400_000, -3_600_000, 3_600_000]) {
      const story = new Story(`F26 ${String(jump)}`);
      story.site.line.down = true;
      const tab = story.open();
      await story.save(tab, story.write('one'));
      story.world.wallAhead += jump;
      await story.save(tab, story.write('two'));
      story.world.wallAhead -= 2 * jump;
      await story.save(tab, story.write('three'));
      await story.pass(30_000);
      story.world.wallAhead += jump;
      const saved = (await story.list(tab)).map(({ savedAt }) => savedAt);
      story.site.line.down = false;
      await story.until(3, 180_000);
      expect(story.arrived).toEqual(['one', 'two', 'three']);
      expect(new Set(saved).size).toBe(3);
    }
  });

  it('F27 the device says that it is on line and is not, and never says so when it is: it tries, and is not fooled', async () => {
    const story = new Story('F27');
    story.site.line.down = true;
    const tab = story.open();
    await story.save(tab, story.write('one'));
    for (let round = 0; round < 20; round += 1) {
      tab.page.happens('line');
      await story.pass(1000);
    }
    expect(await story.status(tab)).toMatchObject({ waiting: 1, why: 'offline' });
    story.site.line.down = false;
    await story.until(1, 300_000);
    expect(story.arrived).toEqual(['one']);
  });

  it('F28 a key used again after the gateway has forgotten it: the id is there already, so no double', async () => {
    const story = new Story('F28');
    story.gateway.keyRetention = 30 * 86_400_000;
    const tab = story.open();
    story.site.line.fault = () => 'hangs-after';
    const first = story.write('one');
    const visit = story.write('two', 1, 'visit');
    void story.start(tab, (box) => box.add(first));
    void story.start(tab, (box) => box.add(visit));
    await story.until(1);
    tab.page.kill();
    story.site.line.fault = undefined;
    await story.pass(400 * 86_400_000);
    const next = story.open();
    await story.pass(600_000);
    expect(story.arrived.toSorted()).toEqual(['one', 'two']);
    expect(await story.list(next)).toEqual([]);
  });

  it('F28 a key used again with another body: never done twice, and the person is asked', async () => {
    const story = new Story('F28 body');
    const tab = story.open();
    const first = story.write('one');
    await story.save(tab, first);
    await story.until(1);
    await story.pass(60_000);
    const other = { ...(first.body as object), text: 'another' };
    await story.save(tab, { ...first, order: other, body: other });
    await story.pass(300_000);
    expect(story.arrived).toEqual(['one']);
    expect((await story.list(tab)).map(({ state }) => state)).toEqual(['conflict']);
  });

  it('F29 the gateway is restored from a backup: what it had acknowledged since is sent again, once', async () => {
    const story = new Story('F29');
    const tab = story.open();
    await story.save(tab, story.write('one'));
    await story.until(1);
    const backup = story.gateway.backup();
    const visit = story.write('visit', 2, 'visit');
    await story.save(tab, story.write('two'), story.write('three'), visit, story.move(visit, 'check-in', 'arrived'));
    await story.until(5);
    await story.pass(60_000);
    story.gateway.restore(backup);
    expect(story.arrived).toEqual(['one']);
    await story.ask(tab, (box) => box.reconcile());
    await story.until(5);
    await story.pass(60_000);
    expect(story.arrived.toSorted()).toEqual(['arrived', 'one', 'three', 'two', 'visit']);
    expect(await story.list(tab)).toEqual([]);
  });

  it('two versions of one record: both are shown, nothing is overwritten, the person chooses', async () => {
    const story = new Story('conflict');
    const tab = story.open();
    const visit = story.write('mine', 1, 'visit');
    await story.save(tab, visit);
    await story.until(1);
    await story.pass(60_000);
    story.gateway.changeElsewhere(visit.key, { purpose: 'theirs' });
    const body = { purpose: 'mine again' };
    const change = {
      key: 'change-1',
      kind: 'change',
      order: body,
      method: 'PATCH',
      path: `/v1/visits/${visit.key}`,
      body,
    };
    await story.save(tab, { ...change, ifMatch: '"1"', customer: customerId(1) }, story.write('next'));
    await story.until(2);
    await story.pass(60_000);
    const [conflict] = await story.list(tab);
    expect(conflict).toMatchObject({
      state: 'conflict',
      conflict: { mine: { purpose: 'mine again' }, theirs: { purpose: 'theirs' }, fields: ['purpose'] },
    });
    await story.ask(tab, (box) => box.resolve('change-1', { purpose: 'mine again' }));
    await story.until(3);
    await story.pass(60_000);
    expect(story.gateway.row(visit.key)?.body['purpose']).toBe('mine again');
    expect(await story.list(tab)).toEqual([]);
  });
});
