import { lookAhead, type ForecastHistory, type ForecastOptions } from './look-ahead.ts';

self.addEventListener('message', (event: MessageEvent<{ histories: ForecastHistory[]; options: ForecastOptions }>) => {
  const { histories, options } = event.data;
  lookAhead(histories, options).then(
    (forecast) => self.postMessage({ forecast }),
    (error: unknown) => self.postMessage({ error: error instanceof Error ? error.message : 'The forecast failed.' }),
  );
});
