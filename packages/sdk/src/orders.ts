import type { Visit } from '@liaise/core/records/visit';
import type { GatewayCommand, OrderWrite } from './commands/command.ts';
import type { Method } from '@liaise/core/api/route';
import type { AnyCall } from '@liaise/core/wire/call';
import type { CallOptions, Connection } from './connection.ts';
import { LiaiseError } from './error.ts';
import { checked } from './failure.ts';
import type { Delivery, NewWrite, Outbox } from './outbox.ts';
import type { CommandKind, Order, Receipt, Result } from './source.ts';

type Orders<K extends CommandKind> = { [P in K]: () => Promise<{ command: GatewayCommand<P> }> };

const commands: Orders<CommandKind> = {
  'create-visit': () => import('./commands/create-visit.ts'),
  'move-visit': () => import('./commands/move-visit.ts'),
  'answer-survey': () => import('./commands/answer-survey.ts'),
  'withdraw-answer': () => import('./commands/withdraw-answer.ts'),
  'attach-file': () => import('./commands/attach-file.ts'),
  'defer-survey': () => import('./commands/defer-survey.ts'),
  appeal: () => import('./commands/appeal.ts'),
  decide: () => import('./commands/decide.ts'),
  'save-review': () => import('./commands/save-review.ts'),
  'acknowledge-review': () => import('./commands/acknowledge-review.ts'),
  recognise: () => import('./commands/recognise.ts'),
  'set-goal': () => import('./commands/set-goal.ts'),
  'check-in': () => import('./commands/check-in.ts'),
  'save-model': () => import('./commands/save-model.ts'),
  'review-customer': () => import('./commands/review-customer.ts'),
};

/** The request that an order becomes; `undefined` for an order that is not an element's. */
export async function writeOf(kind: string, order: unknown): Promise<Omit<NewWrite, 'kind' | 'order'> | undefined> {
  const load = (commands as Partial<Record<string, () => Promise<{ command: { write(order: never): unknown } }>>>)[
    kind
  ];
  return (await load?.())?.command.write(order as never) as Omit<NewWrite, 'kind' | 'order'> | undefined;
}

/** Fetches the code of some orders, so that it is there when the line is not. */
export async function prepare(kinds: readonly CommandKind[]): Promise<void> {
  await Promise.all([import('./outbox.ts'), ...kinds.map((kind) => commands[kind]())]);
}

/** How long an order may take before it counts as queued: what is under way goes on, the person need not wait. */
const patience = 8000;

/** What carries orders, and what is known where they come from. */
export interface OrderLine {
  connection: Connection;
  outbox: () => Promise<Outbox>;
  visit: (id: string) => Visit | undefined;
}

/** Carries an order out: by way of the outbox, so that it outlives the page, or straight where there is no storage. */
export async function carryOut<K extends CommandKind>(
  kind: K,
  order: Order<K>,
  line: OrderLine,
): Promise<Receipt<Result<K>>> {
  const load = commands[kind] as (() => Promise<{ command: GatewayCommand<K> }>) | undefined;
  if (!load) throw new LiaiseError({ code: 'unsupported' });
  const { command } = await load();
  const { connection, outbox, visit } = line;
  const { clock } = connection;
  command.first?.(order, connection);
  const write = { kind, order, ...(await command.write(order)) };
  const result = (): Result<K> =>
    command.expected(order, {
      repId: connection.identity()?.repId ?? '',
      now: new Date(clock.now()).toISOString(),
      visit,
    });
  const box = await outbox().catch(() => undefined);
  const saved = await box?.add(write).catch(() => undefined);
  if (!box || !saved) return { state: 'delivered', result: await direct(connection, command, write) };
  const delivery = await outcomeOf(box, write.key, clock.wait(patience));
  if (delivery && 'answer' in delivery && delivery.answer !== undefined) {
    return { state: 'delivered', result: checked(command.answer, delivery.answer) };
  }
  if (delivery && 'error' in delivery && !delivery.error.retryable && (await isRefused(box, write.key))) {
    await box.discard(write.key);
    throw delivery.error;
  }
  if (saved.memoryOnly && !(delivery && 'answer' in delivery)) {
    // Nothing that is gone with the page may be called saved: it stays where it was typed.
    await box.discard(write.key);
    throw delivery?.error ?? new LiaiseError({ code: 'storage-failed' });
  }
  return { state: delivery && 'answer' in delivery ? 'delivered' : 'queued', result: result() };
}

/** Without storage the order goes straight to the gateway; when that fails too, the person is told that nothing is saved. */
async function direct<K extends CommandKind>(
  connection: Connection,
  command: GatewayCommand<K>,
  write: OrderWrite,
): Promise<Result<K>> {
  const { key, method, path, body, ifMatch } = write;
  const call = {
    method: method as Method,
    path,
    body: true,
    ...(method === 'PATCH' && { bodyType: 'merge' as const }),
  };
  const options = { idempotencyKey: key, attempts: 1, ...(ifMatch !== undefined && { ifMatch }) };
  const { answer } = command;
  const send = connection.call as (route: AnyCall, input: object, options: CallOptions) => Promise<Result<K>>;
  return send({ ...call, answer }, { body }, options);
}

/**
 * The first outcome of one write, or undefined where it has to wait: the line is gone, something before it has to wait, or
 * too much time has passed. Another tab may be the one that sends.
 */
async function outcomeOf(box: Outbox, key: string, late: Promise<void>): Promise<Delivery | undefined> {
  const stops: (() => void)[] = [];
  const told = new Promise<Delivery>((resolve) => {
    stops.push(
      box.onChange((delivery) => {
        if (delivery?.key === key) resolve(delivery);
        else if (!delivery) {
          void box.list().then((list) => {
            const write = list.find((one) => one.key === key);
            if (!write) resolve({ key, answer: undefined });
            else if (write.lastError && (write.state === 'refused' || write.state === 'conflict'))
              resolve({ key, error: new LiaiseError(write.lastError) });
          });
        }
      }),
    );
  });
  // A pass that was under way may have looked for the last time before this write came: the next one has not.
  const passed = async (): Promise<undefined> => {
    let pass = await box.send();
    if (pass === 'through') pass = await box.send();
    if (pass === 'elsewhere') await late;
  };
  try {
    return await Promise.race([told, passed().catch(() => undefined), late.then(() => undefined)]);
  } finally {
    stops.forEach((stop) => stop());
  }
}

async function isRefused(box: Outbox, key: string): Promise<boolean> {
  return (await box.list()).some(
    (write) => write.key === key && (write.state === 'refused' || write.state === 'conflict'),
  );
}
