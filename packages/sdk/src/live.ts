import type { Checks } from '@liaise/core/wire/check';
import type { ChangeEvent } from '@liaise/core/api/events';
import type { Connection } from './connection.ts';
import { backoff } from './retry.ts';

/** Changes as they happen, of what this identity may see. */
export interface Live {
  /** Tells of each change. The stream opens with the first listener and ends with the last. Returns how to stop. */
  onChange(listener: (event: ChangeEvent) => void): () => void;
  close(): void;
}

/** The check of an event. It comes from whoever opens the stream, who checks other answers too. */
export type EventCheck = Checks<ChangeEvent>;

/**
 * Reads `/v1/events`. One stream serves all tabs of a site: the tab that holds the lock reads and tells the others over a
 * `BroadcastChannel`; where there are no locks each tab reads for itself. A broken stream resumes after the last event.
 */
export function openLive(connection: Connection, changeEvent: EventCheck): Live {
  const { clock, ports } = connection;
  const listeners = new Set<(event: ChangeEvent) => void>();
  const name = `liaise-events ${connection.url} ${connection.identity()?.key ?? ''}`;
  let running: AbortController | undefined;
  let last: string | undefined;

  const tell = (event: ChangeEvent): void => {
    last = event.id;
    listeners.forEach((listener) => listener(event));
  };
  const channel = ports.channel?.(name, (message) => {
    const event = changeEvent.safeParse(message);
    if (event.success) tell(event.data);
  });

  const read = async (signal: AbortSignal): Promise<void> => {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        const after = last === undefined ? '' : `?after=${encodeURIComponent(last)}`;
        const answer = await connection.send(`/v1/events${after}`, {
          headers: { accept: 'text/event-stream' },
          signal,
        });
        if (answer.status === 403 || answer.status === 404) return;
        if (answer.ok && answer.body) {
          failures = 0;
          for await (const event of eventsOf(answer.body, changeEvent)) {
            tell(event);
            channel?.post(event);
          }
        }
      } catch {
        // A broken stream is opened again below, after the last event that came.
      }
      await clock.wait(1000 + backoff(failures, clock.random, 1000, 60_000), signal).catch(() => undefined);
    }
  };

  const start = (): void => {
    if (running || listeners.size === 0) return;
    running = new AbortController();
    const { signal } = running;
    const { locks } = ports;
    if (locks) locks.request(name, { signal }, () => read(signal)).catch(() => undefined);
    else void read(signal);
  };
  const stop = (): void => {
    running?.abort();
    running = undefined;
  };
  // A held lock and an open stream would keep the page out of the back-forward cache.
  const leaves = [ports.onPageHide(stop), ports.onVisible(start)];

  return {
    onChange: (listener) => {
      listeners.add(listener);
      start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    close: () => {
      stop();
      listeners.clear();
      channel?.close();
      leaves.forEach((leave) => leave());
    },
  };
}

/** Parses a stream of server-sent events (HTML standard, section 9.2.6); what is not a change event is passed over. */
async function* eventsOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  changeEvent: EventCheck,
): AsyncGenerator<ChangeEvent> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let data: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
      if (line !== '' || data.length === 0) continue;
      const event = changeEvent.safeParse(parse(data.join('\n')));
      data = [];
      if (event.success) yield event.data;
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
