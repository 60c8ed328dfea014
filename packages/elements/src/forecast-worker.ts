import type { ForecastHistory, ForecastOptions, PageForecast } from './forecast/look-ahead.ts';

export type { ForecastHistory, ForecastOptions, PageForecast };

type Said = { forecast: PageForecast; error?: undefined } | { forecast?: undefined; error: string };

/** The worker beside this file; null where the page allows none, or the browser has none. */
function openWorker(): Worker | null {
  try {
    const options = { type: 'module', name: 'liaise-forecast' } as const;
    // Bundlers find the second form and make a file of it; the first is how the source is served as it is.
    if (/\.ts(?:\?|$)/.test(import.meta.url))
      return new Worker(import.meta.url.replace(/[^/]*$/, 'forecast/worker.ts'), options);
    return new Worker(new URL('./forecast/worker.js', import.meta.url), options);
  } catch {
    return null;
  }
}

const aTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function onThisThread(histories: readonly ForecastHistory[], options: ForecastOptions): Promise<PageForecast> {
  const { lookAhead } = await import('./forecast/look-ahead.ts');
  return lookAhead(histories, options, aTask);
}

/**
 * Forecasts the purchases of customers in a worker, so that the page stays smooth. Where no worker can be had (a content
 * security policy may forbid it) the page's own thread does it in slices. The models are loaded with the first call only.
 *
 * @param histories one row a customer, times in days; as from `histories(...)` of `@liaise/core/repurchase` with `daysPerUnit: 1`
 * @param options times, discount and level; `worker: false` leaves the worker out, `signal` gives up
 * @throws {RangeError} for histories that no model can be fitted to; the message names the row and how to mend it
 */
export function forecastInWorker(
  histories: readonly ForecastHistory[],
  { worker: wanted = true, signal, ...options }: ForecastOptions & { worker?: boolean; signal?: AbortSignal } = {},
): Promise<PageForecast> {
  if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
  const worker = wanted ? openWorker() : null;
  if (!worker) return onThisThread(histories, options);
  return new Promise<PageForecast>((resolve, reject) => {
    const end = (): void => {
      worker.terminate();
      signal?.removeEventListener('abort', abort);
    };
    const abort = (): void => {
      end();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', abort);
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      end();
      if (data.forecast) resolve(data.forecast);
      else reject(new RangeError(data.error));
    });
    // It could not be loaded, or broke: the page does it itself.
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end();
      onThisThread(histories, options).then(resolve, reject);
    });
    worker.postMessage({ histories, options });
  });
}
