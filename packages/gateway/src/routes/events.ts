import type { ChangeEvent, readEvents } from '@liaise/core/api/events';
import { Refusal } from '../http/refusal.ts';
import type { StreamHandler } from './call.ts';
import { scopeOf } from './scope.ts';

/** How often a quiet stream says that it lives, in milliseconds. */
const heartbeat = 15_000;
/** How many bytes may wait for a slow reader before its stream is ended; it resumes where it stood. */
const mostWaiting = 1_000_000;

const encoder = new TextEncoder();
const block = (lines: readonly string[]): Uint8Array => encoder.encode(`${lines.join('\n')}\n\n`);
const eventBlock = (event: ChangeEvent): Uint8Array =>
  block([`id: ${event.id}`, 'event: change', `data: ${JSON.stringify(event)}`]);

/** Open streams, so that a gateway that shuts down ends them. */
export class Streams {
  readonly #ends = new Set<() => void>();

  add(end: () => void): () => void {
    this.#ends.add(end);
    return () => this.#ends.delete(end);
  }

  get size(): number {
    return this.#ends.size;
  }

  endAll(): void {
    for (const end of [...this.#ends]) end();
  }
}

/** `GET /v1/events`: server-sent events. A stream ends when its token does; the reader comes back with a new one. */
export const readEventsHandler: StreamHandler<typeof readEvents> = {
  async stream({ services, request, caller }, actor, { query }) {
    const after = request.headers.get('last-event-id') ?? query.after;
    if (after !== undefined && (after.length > 100 || after === '')) throw unknownPlace();
    const headers = {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    };
    if (request.method === 'HEAD') return new Response(null, { headers });

    const line: { open: ReadableStreamDefaultController<Uint8Array> | null } = { open: null };
    let stop: (() => void) | null = null;
    const timers: NodeJS.Timeout[] = [];
    const forget = services.streams.add(() => end());
    const end = (): void => {
      forget();
      stop?.();
      for (const timer of timers) clearTimeout(timer);
      const { open } = line;
      line.open = null;
      try {
        open?.close();
      } catch {
        // The reader has gone already.
      }
    };
    const send = (bytes: Uint8Array): void => {
      if (!line.open) return;
      line.open.enqueue(bytes);
      if ((line.open.desiredSize ?? 0) < -mostWaiting) end();
    };
    const body = new ReadableStream<Uint8Array>(
      {
        start(opened) {
          line.open = opened;
          send(block(['retry: 2000', ': open']));
        },
        cancel: () => {
          line.open = null;
          end();
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
    );
    try {
      stop = await services.events.subscribe({
        actor,
        after,
        tell: (events) => events.forEach((event) => send(eventBlock(event))),
      });
    } catch (error) {
      end();
      if (error instanceof RangeError) throw unknownPlace();
      throw error;
    }
    if (line.open === null) stop();
    const scope = scopeOf(actor);
    const beat = (): void => {
      send(block([': here']));
      // A token that was revoked, or that means something else by now, ends the stream.
      services.authenticator.caller(request).then((again) => {
        if (!again || scopeOf(again.actor) !== scope) end();
      }, end);
    };
    timers.push(setInterval(beat, heartbeat).unref());
    const left = Math.max(0, (caller?.expiresAt ?? 0) - services.clock());
    timers.push(setTimeout(end, Math.min(left, 2 ** 31 - 1)).unref());
    request.signal.addEventListener('abort', end);
    return new Response(body, { headers });
  },
};

const unknownPlace = (): Refusal => {
  const message = 'Go on from the id of an event of this stream, or begin without one.';
  return new Refusal('invalid-query', { issues: [{ path: 'query.after', code: 'unknown-event', message }] });
};
