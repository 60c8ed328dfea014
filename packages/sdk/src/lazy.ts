import type { ChangeEvent } from '@liaise/core/api/events';
import { changeEvent } from '@liaise/core/wire/events';
import type { Connection } from './connection.ts';
import type { Live } from './live.ts';
import type { Outbox } from './outbox.ts';

/** The outbox as a client shows it: each call fetches and opens it when that has not happened yet. */
export type ClientOutbox = Omit<Outbox, 'close' | 'onChange'> & {
  /** Tells when something was added, sent, refused or dropped, in this tab or another. Returns how to stop. */
  onChange(listener: () => void): () => void;
};

const names = [
  'add',
  'list',
  'send',
  'retry',
  'amend',
  'resolve',
  'discard',
  'file',
  'export',
  'status',
  'reconcile',
  'signOut',
] as const;

/** An outbox that is opened when it is first used. */
export function outboxOf(open: () => Promise<Outbox>): ClientOutbox {
  /** Each call as it is, once the outbox is open. */
  const calls = names.map((name) => [
    name,
    async (...given: never[]) => ((await open())[name] as (...given: never[]) => unknown)(...given),
  ]);
  return {
    ...(Object.fromEntries(calls) as Pick<ClientOutbox, (typeof names)[number]>),
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
        .then(({ openLive }) => openLive(connection, changeEvent));
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
