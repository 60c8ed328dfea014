import { sourceContext } from './context.ts';

/** Something that asked for a source and found no provider. */
export interface Waiting {
  /** It was answered since, or has left. */
  readonly settled: boolean | undefined;
  /** A provider has arrived: ask again. */
  ask(): void;
  /** Nobody has answered for a while. */
  giveUp(): void;
}

const patience = 4000;
const all = new Set<Waiting>();
let timer: ReturnType<typeof setTimeout> | undefined;

function askAgain(): void {
  for (const one of all) {
    if (!one.settled) one.ask();
    if (one.settled) all.delete(one);
  }
}

function hear(event: Event): void {
  if ((event as Event & { context?: unknown }).context === sourceContext) askAgain();
}

function giveUp(): void {
  timer = undefined;
  askAgain();
  if (all.size === 0) return;
  console.warn('Liaise: an element found no data. Put it inside <liaise-connect>, or set its data property.');
  for (const one of all) one.giveUp();
}

/** Keeps one waiting for a provider that is defined or inserted later than itself. */
export function wait(one: Waiting): void {
  document.addEventListener('context-provider', hear);
  one.ask();
  if (one.settled) return;
  all.add(one);
  timer ??= setTimeout(giveUp, patience);
}
