import type { ChangeEvent } from '@liaise/core/api/events';
import type { Connection } from './connection.ts';
import type { Live } from './live.ts';
import type { Outbox } from './outbox.ts';

/** The outbox as a client shows it: each call fetches and opens it when that has not happened yet. */
export type ClientOutbox = Omit<Outbox, 'close' | 'onChange'> & {
  /** Tells when something was added, sent, refused or dropped, in this tab or another. Returns how to stop. */
  onChange(listener: () => void): () => void;
};

/** An outbox that is opened when it is first used. */
export function outboxOf(open: () => Promise<Outbox>): ClientOutbox {
  return {
    add: async (...given) => (await open()).add(...given),
    list: async () => (await open()).list(),
    send: async () => (await open()).send(),
    retry: async (key) => (await open()).retry(key),
    amend: async (...given) => (await open()).amend(...given),
    resolve: async (...given) => (await open()).resolve(...given),
    discard: async (key) => (await open()).discard(key),
    file: async (id) => (await open()).file(id),
    export: async () => (await open()).export(),
    status: async () => (await open()).status(),
    reconcile: async () => (await open()).reconcile(),
    signOut: async (given) => (await open()).signOut(given),
    onChange: (listener) => {
      let stopped = false;
      let stop = (): void => undefined;
      open().then(
        (box) => {
          if (!stopped) stop = box.onChange(() => listener());
        },
        () => undefined,
      );
      return () => {
        stopped = true;
        stop();
      };
    },
  };
}

/** Changes that are read from when somebody listens. */
export function eventsOf(connection: Connection): Live {
  let opening: Promise<Live> | undefined;
  let closed = false;
  return {
    onChange: (listener: (event: ChangeEvent) => void) => {
      let stopped = false;
      let stop = (): void => undefined;
      opening ??= connection
        .signIn()
        .catch(() => undefined)
        .then(() => import('./live.ts'))
        .then(({ openLive }) => openLive(connection));
      void opening.then((live) => {
        if (!stopped && !closed) stop = live.onChange(listener);
      });
      return () => {
        stopped = true;
        stop();
      };
    },
    close: () => {
      closed = true;
      void opening?.then((live) => live.close());
    },
  };
}
