import { expect } from '@open-wc/testing';
import { simulate } from '@liaise/core/repurchase';
import { forecastInWorker, type PageForecast } from './forecast-worker.ts';

const histories = simulate(
  'mbg-nbd',
  { r: 0.5, alpha: 40, a: 0.6, b: 1.9 },
  Array.from({ length: 300 }, (_, i) => 100 + i),
  3,
).map((history) => ({ ...history, meanValue: history.frequency > 0 ? 20 + (history.age % 7) * history.frequency : 0 }));

const failure = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : 'no error'),
  );

describe('a forecast in a page', () => {
  it('is the same from the worker and from the page itself', async () => {
    const told: unknown[] = [];
    const usual = window.Worker;
    window.Worker = class extends usual {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) => void told.push(data));
      }
    };
    const forecasts: PageForecast[] = await Promise.all([
      forecastInWorker(histories),
      forecastInWorker(histories, { worker: false }),
    ]);
    window.Worker = usual;
    expect(told.length, 'the worker has answered').to.equal(1);
    const [one, other] = forecasts;
    expect(one?.customers.length).to.equal(histories.length);
    expect(JSON.stringify(one)).to.equal(JSON.stringify(other));
    for (const { alive, probability, purchases } of one?.customers ?? []) {
      expect(alive >= 0 && alive <= 1 && probability >= 0 && probability <= 1 && purchases >= 0).to.equal(true);
    }
  });

  it('lets the page go on meanwhile where there is no worker', async () => {
    let turned = false;
    setTimeout(() => void (turned = true));
    await forecastInWorker(histories, { worker: false });
    expect(turned).to.equal(true);
  });

  it('says which row cannot be, from both', async () => {
    const wrong = [...histories, { frequency: 1, recency: 9, age: 3 }];
    const said = await failure(forecastInWorker(wrong));
    expect(said).to.contain(`Row ${histories.length}`);
    expect(await failure(forecastInWorker(wrong, { worker: false }))).to.contain(`Row ${histories.length}`);
  });

  it('can be given up', async () => {
    const control = new AbortController();
    const asked = failure(forecastInWorker(histories, { signal: control.signal }));
    control.abort();
    expect(await asked).to.contain('AbortError');
    expect(await failure(forecastInWorker(histories, { signal: control.signal }))).to.contain('AbortError');
  });
});
